package dev.landlord.benchmarks.sidebyside;

import java.util.Locale;

/** What every {@link Arm} does to the same effect. */
enum Workload {
    ONE_STEP("1 step", "Steps", 1, 300, 4_000),
    TEN_STEPS("10 steps", "Steps", 10, 200, 2_000),
    HUNDRED_STEPS("100 steps", "Steps", 100, 20, 150),
    UNDO("5 undone", "Undo", 5, 150, 1_500),
    APPROVAL("approval", "Approval", 1, 150, 1_500),
    BRANCHES("10 branches", "Branches", 10, 150, 1_500);

    final String title;

    /** The name of the service, without the prefix of the arm. */
    final String service;

    /** The input. */
    final int count;

    private final int runsAlone;
    private final int runsTogether;

    Workload(String title, String service, int count, int runsAlone, int runsTogether) {
        this.title = title;
        this.service = service;
        this.count = count;
        this.runsAlone = runsAlone;
        this.runsTogether = runsTogether;
    }

    /** How many runs are measured with that many in flight. */
    int runs(int inFlight) {
        return inFlight == 1 ? runsAlone : runsTogether;
    }

    /** The status with which a run ends. */
    int status() {
        return this == UNDO ? 409 : 200;
    }

    String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
