package dev.landlord.workflow.sdkinternals;

import kotlin.coroutines.Continuation;
import kotlin.jvm.functions.Function2;
import org.jspecify.annotations.Nullable;

/** Calls suspend functions as the JVM sees them. */
public final class SuspendCalls {
    private SuspendCalls() {}

    /**
     * Calls {@code code}, a suspend function with a receiver, on this stack. Kotlin's own {@code
     * startCoroutineUninterceptedOrReturn} first looks up which function type the object has, which
     * takes longer than a branch that does nothing.
     *
     * @return its result, or {@code COROUTINE_SUSPENDED}
     */
    @SuppressWarnings("unchecked")
    public static @Nullable Object start(Object code, Object receiver, Continuation<?> completion) {
        return ((Function2<Object, Object, @Nullable Object>) code).invoke(receiver, completion);
    }
}
