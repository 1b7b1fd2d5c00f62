package dev.landlord.workflow.carrier;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.VarHandle;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A body on a one-shot continuation of the JDK, which runs on the thread that calls {@link #turn}. A continuation that
 * is dropped is garbage, and runs no {@code finally}.
 *
 * <p>The thread-locals, the scoped values and the interrupt of the body are its own: they follow it from thread to thread,
 * and no other run sees them.
 */
final class ContinuationCarrier implements Carrier, Runnable {
    private @Nullable Object continuation;
    private @Nullable Runnable block;
    private @Nullable Object threadLocals;

    /** The JDK finds the scoped values of a stack when they are {@code null}. */
    private @Nullable Object scopedValues;

    private boolean isInterrupted;

    static boolean isAvailable() {
        return Jdk.IS_AVAILABLE;
    }

    @Override
    public void turn(Runnable block) {
        this.block = block;
        Thread thread = Thread.currentThread();
        Object engineThreadLocals = Jdk.THREAD_LOCALS.get(thread);
        Jdk.THREAD_LOCALS.set(thread, threadLocals);
        Object engineScopedValues = Jdk.SCOPED_VALUES.get(thread);
        Jdk.SCOPED_VALUES.set(thread, scopedValues);
        boolean isEngineInterrupted = swapInterrupt(isInterrupted);
        try {
            Object current = continuation;
            if (current == null) {
                current = (Object) Jdk.NEW.invokeExact((Runnable) this);
                continuation = current;
            }
            Jdk.RUN.invokeExact(current);
            if ((boolean) Jdk.IS_DONE.invokeExact(current)) {
                continuation = null;
            }
        } catch (Throwable failure) {
            continuation = null;
            throw Jdk.unchecked(failure);
        } finally {
            isInterrupted = swapInterrupt(isEngineInterrupted);
            scopedValues = Jdk.SCOPED_VALUES.get(thread);
            Jdk.SCOPED_VALUES.set(thread, engineScopedValues);
            threadLocals = Jdk.THREAD_LOCALS.get(thread);
            Jdk.THREAD_LOCALS.set(thread, engineThreadLocals);
        }
    }

    @Override
    public void start(Runnable block, Consumer<@Nullable Throwable> ended) {
        Throwable failure = null;
        try {
            turn(block);
        } catch (Throwable thrown) {
            failure = thrown;
        }
        ended.accept(failure);
    }

    /** Sets whether this thread is interrupted, and returns whether it was. */
    private static boolean swapInterrupt(boolean isInterrupted) {
        boolean wasInterrupted = Thread.interrupted();
        if (isInterrupted) {
            Thread.currentThread().interrupt();
        }
        return wasInterrupted;
    }

    @Override
    public void park() {
        try {
            boolean ignored = (boolean) Jdk.YIELD.invokeExact();
        } catch (IllegalStateException pinned) {
            throw new IllegalStateException(CarrierErrors.pinned(String.valueOf(pinned.getMessage())), pinned);
        } catch (Throwable failure) {
            throw Jdk.unchecked(failure);
        }
        run();
    }

    /** The code of the continuation: the block of its first turn. */
    @Override
    public void run() {
        Runnable current = block;
        block = null;
        if (current != null) {
            current.run();
        }
    }

    @Override
    public void close(long deadline) {
        continuation = null;
        threadLocals = null;
        scopedValues = null;
    }

    @Override
    public @Nullable Thread thread() {
        return null;
    }

    @Override
    public boolean isThread() {
        return false;
    }

    /** What this class uses of the JDK, by name: it is exported to us only by {@link Carriers#OPTIONS}. */
    private static final class Jdk {
        /** {@code Continuation (Runnable)}, {@code void (Continuation)}, {@code boolean ()}, {@code boolean (Continuation)}. */
        static final MethodHandle NEW, RUN, YIELD, IS_DONE;

        static final VarHandle THREAD_LOCALS, SCOPED_VALUES;
        static final boolean IS_AVAILABLE;

        static {
            MethodHandle create = null;
            MethodHandle run = null;
            MethodHandle yield = null;
            MethodHandle isDone = null;
            VarHandle threadLocals = null;
            VarHandle scopedValues = null;
            try {
                MethodHandles.Lookup lookup = MethodHandles.lookup();
                Class<?> type = Class.forName("jdk.internal.vm.Continuation");
                Class<?> scopeType = Class.forName("jdk.internal.vm.ContinuationScope");
                Object scope = lookup.findConstructor(scopeType, MethodType.methodType(void.class, String.class))
                        .invoke("landlord");
                create = lookup.findConstructor(type, MethodType.methodType(void.class, scopeType, Runnable.class))
                        .bindTo(scope)
                        .asType(MethodType.methodType(Object.class, Runnable.class));
                run = lookup.findVirtual(type, "run", MethodType.methodType(void.class))
                        .asType(MethodType.methodType(void.class, Object.class));
                yield = lookup.findStatic(type, "yield", MethodType.methodType(boolean.class, scopeType))
                        .bindTo(scope);
                isDone = lookup.findVirtual(type, "isDone", MethodType.methodType(boolean.class))
                        .asType(MethodType.methodType(boolean.class, Object.class));
                Class<?> map = Class.forName("java.lang.ThreadLocal$ThreadLocalMap");
                MethodHandles.Lookup threads = MethodHandles.privateLookupIn(Thread.class, lookup);
                threadLocals = threads.findVarHandle(Thread.class, "threadLocals", map);
                scopedValues = threads.findVarHandle(Thread.class, "scopedValueBindings", Object.class);
            } catch (Throwable notForUs) {
                create = null;
            }
            NEW = create;
            RUN = run;
            YIELD = yield;
            IS_DONE = isDone;
            THREAD_LOCALS = threadLocals;
            SCOPED_VALUES = scopedValues;
            IS_AVAILABLE = create != null;
        }

        static RuntimeException unchecked(Throwable failure) {
            if (failure instanceof Error error) {
                throw error;
            }
            if (failure instanceof RuntimeException exception) {
                return exception;
            }
            return new IllegalStateException(failure);
        }
    }
}
