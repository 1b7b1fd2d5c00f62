package dev.landlord.workflow.carrier;

import static dev.landlord.workflow.errors.ErrorCode.LW183;
import static dev.landlord.workflow.errors.ErrorCode.LW184;
import static dev.landlord.workflow.errors.ErrorCode.LW185;
import static dev.landlord.workflow.errors.ErrorCode.LW186;

import java.lang.management.MonitorInfo;
import java.time.Duration;
import java.util.stream.Collectors;

/** The messages about carriers. */
final class CarrierErrors {
    private CarrierErrors() {}

    static String chosen(Carriers chosen, boolean isNamed) {
        String text = "Java bodies run on carriers of the kind " + chosen.propertyValue();
        if (isNamed || chosen == Carriers.CONTINUATION) {
            return text;
        }
        return text
                + (Runtime.version().feature() >= 21
                        ? "; for continuations, which are faster and hold no thread, start the JVM with "
                                + Carriers.OPTIONS
                        : "; JDK 21 and newer have virtual threads and continuations, which hold no thread");
    }

    static String unavailable(String named) {
        return LW183.written("-D" + Carriers.PROPERTY + "=" + named)
                .expected("one of "
                        + Carriers.available().stream()
                                .map(Carriers::propertyValue)
                                .collect(Collectors.joining(", ")))
                .toDo("use one of these; continuations need JDK 21 and " + Carriers.OPTIONS);
    }

    static String exhausted(int max) {
        return LW184.written("a Java body")
                .expected("a free thread for the body of a run or of a branch")
                .found("all " + max + " threads in use")
                .toDo("run on JDK 21 or newer, raise -D" + Carriers.MAX_THREADS_PROPERTY
                        + ", or limit the branches that run at the same time; Restate retries the run");
    }

    static String pinned(String reason) {
        return LW185.written("a verb of the workflow")
                .expected("a body that can park: no synchronized block or method, and no native frame, around the verb")
                .found("the body is pinned: " + reason)
                .toDo("call the verb outside the lock");
    }

    static String holdsMonitor(MonitorInfo monitor) {
        return LW185.written("a verb of the workflow")
                .expected("a body that holds no monitor when it calls a verb, because other runs may need it")
                .found("that it holds a monitor of " + monitor.getClassName() + ", locked at "
                        + line(monitor.getLockedStackFrame()))
                .toDo("call the verb outside the synchronized block or method");
    }

    /** Without the class loader. */
    private static String line(StackTraceElement frame) {
        return frame.getClassName() + "." + frame.getMethodName() + "(" + frame.getFileName() + ":"
                + frame.getLineNumber() + ")";
    }

    static String stillRunning(String thread, Duration waited) {
        return LW186.written("the body on thread " + thread)
                .expected("its code to end when it is unwound")
                .found("code that still runs after " + waited.toSeconds() + " s")
                .toDo("do no slow work in a finally or catch (Throwable) of the body, and catch no Error in a loop");
    }
}
