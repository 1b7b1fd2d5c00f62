package dev.landlord.benchmarks.sidebyside;

/**
 * What one process of one arm did with one workload.
 *
 * @param serviceCpuMillis the processor time of the service for a run
 * @param serverCpuMillis the processor time of restate-server for a run; without meaning for PostgreSQL, whose processes come
 *     and go
 * @param entries the entries of a run in Restate's journal; 0 for the others
 * @param bytes their size
 */
record Sample(
        Arm arm,
        int round,
        Workload workload,
        int inFlight,
        int runs,
        double perSecond,
        double medianMillis,
        double p99Millis,
        double serviceCpuMillis,
        double serverCpuMillis,
        int entries,
        int bytes) {}
