package dev.landlord.benchmarks.sidebyside;

import java.time.Duration;

/** The processor time that the processes of an arm have used, in milliseconds. */
record ProcessorTime(double service, double server) {
    /** The service, and everything else that this process has started: restate-server or PostgreSQL. */
    static ProcessorTime now(long service) {
        double own = 0;
        double others = 0;
        for (ProcessHandle process : ProcessHandle.current().descendants().toList()) {
            double used =
                    process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos() / 1e6;
            if (process.pid() == service) {
                own += used;
            } else {
                others += used;
            }
        }
        return new ProcessorTime(own, others);
    }

    ProcessorTime since(ProcessorTime start) {
        return new ProcessorTime(service - start.service, server - start.server);
    }
}
