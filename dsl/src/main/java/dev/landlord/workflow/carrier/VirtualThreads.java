package dev.landlord.workflow.carrier;

import dev.landlord.workflow.engine.InternalEngineApi;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/** The virtual threads of the JDK; by name, because JDK 17 has none. */
@InternalEngineApi
public final class VirtualThreads {
    /** The first JDK where a thread that waits in a {@code synchronized} block leaves its processor to others (JEP 491). */
    private static final int FREE_IN_SYNCHRONIZED = 24;

    private VirtualThreads() {}

    /** Creates threads that are named {@code prefix} and a number; {@code null} before JDK 21. */
    public static @Nullable ThreadFactory named(String prefix) {
        try {
            Class<?> builders = Class.forName("java.lang.Thread$Builder$OfVirtual");
            MethodHandles.Lookup lookup = MethodHandles.publicLookup();
            Object builder = lookup.findStatic(Thread.class, "ofVirtual", MethodType.methodType(builders))
                    .invoke();
            builder = lookup.findVirtual(builders, "name", MethodType.methodType(builders, String.class, long.class))
                    .invoke(builder, prefix, 0L);
            return (ThreadFactory) lookup.findVirtual(
                            Class.forName("java.lang.Thread$Builder"),
                            "factory",
                            MethodType.methodType(ThreadFactory.class))
                    .invoke(builder);
        } catch (Throwable missing) {
            return null;
        }
    }

    /** Like {@link #named}, for code that may use {@code synchronized}; {@code null} before JDK 24. */
    public static @Nullable ThreadFactory forAnyCode(String prefix) {
        return Runtime.version().feature() < FREE_IN_SYNCHRONIZED ? null : named(prefix);
    }
}
