package dev.landlord.workflow.testing.bytecode;

/** A kind of code that must not be in the body of a workflow outside the blocks of its steps. */
public enum Nondeterminism {
    /** A clock of the machine: {@code Instant.now}, {@code System.nanoTime}, {@code new Date()}, {@code Clock}. */
    CLOCK("the clock", "take the time from the verb `now`"),
    /** A random number: {@code Math.random}, {@code new Random()}, {@code SecureRandom}, {@code shuffle}. */
    RANDOM("a random number", "draw from the `random` of the workflow"),
    /** {@code UUID.randomUUID}. */
    UUID("a random UUID", "use the verb `uuid`"),
    /** A thread, an executor, a coroutine, or waiting for one. */
    THREAD("a thread", "use the verbs `parallel`, `race` and `sleep`, or move the call into a `step`"),
    /** Files, sockets, HTTP, databases. */
    IO("input or output", "move the call into a `step`"),
    /** An environment variable, a system property, the default locale, time zone or charset, or the process. */
    ENVIRONMENT("the environment of the process", "read it in a `step`, or pass the value in the input"),
    /** A {@code ThreadLocal}, or the context of a log such as MDC. */
    THREAD_LOCAL("a thread-local", "pass the value as an argument; a run continues on other threads"),
    /** A static field, a field of the workflow object, or a captured object, that changes. */
    CHANGING_STATE(
            "state outside the run that changes",
            "keep the value in a local variable or a `State`, make the field final, or read it in a `step`"),
    /** A variable of the body that the block of a step assigns. A replay does not run the block. */
    ASSIGNED_IN_STEP("a variable of the body that a step assigns", "return the value from the step"),
    /** The order of a {@code HashMap}, a {@code HashSet}, {@code Set.of} and the like. */
    HASH_ORDER(
            "the order of a hash table", "use a `LinkedHashMap`, a `LinkedHashSet` or a `List`, or sort the elements"),
    /** {@code System.identityHashCode}. */
    IDENTITY_HASH("an identity hash code", "use an id from the input or from the verb `uuid`"),
    /** A verb in a {@code synchronized} block or method, or between {@code lock} and {@code unlock}. */
    LOCK("a lock that is held during a verb", "call the verb outside the lock; a run can wait in a verb for months"),
    /** The workflow in the block of a step: its verbs do not work there. */
    SCOPE_IN_STEP(
            "the workflow in the block of a step", "call the verb before the step, and use its result in the block"),
    /** {@code catch (Throwable)} or {@code catch (Error)} around a verb: the run cannot be suspended. */
    CATCHES_ERROR(
            "a handler that catches every Error of a verb", "catch `TerminalException`, or throw the same Error again"),
    /** A verb in a {@code finally}, which also runs when the run is suspended. */
    VERB_IN_FINALLY("a verb in a `finally`", "register the undo action with `compensate`, before the effect"),
    /** {@code System.exit}. */
    EXIT("the end of the process", "end the run with a `TerminalException`");

    private final String label;
    private final String advice;

    Nondeterminism(String label, String advice) {
        this.label = label;
        this.advice = advice;
    }

    String label() {
        return label;
    }

    /** What to write instead. */
    public String advice() {
        return advice;
    }
}
