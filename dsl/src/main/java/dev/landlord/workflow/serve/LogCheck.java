package dev.landlord.workflow.serve;

import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.logging.log4j.LogManager;

/** Without a configuration, Log4j prints errors only, and failed attempts are warnings. */
final class LogCheck {
    private static final AtomicBoolean IS_DONE = new AtomicBoolean();

    private LogCheck() {}

    /** Prints a warning if warnings are not logged; once in a process. */
    static void warn() {
        if (IS_DONE.compareAndSet(false, true)
                && !LogManager.getLogger("dev.landlord.workflow").isWarnEnabled()) {
            System.err.println(ServeErrors.warningsAreNotLogged());
        }
    }
}
