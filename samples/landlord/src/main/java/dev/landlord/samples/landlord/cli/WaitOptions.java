package dev.landlord.samples.landlord.cli;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Whether to wait for the end of what a command begins. */
final class WaitOptions {
    @Option(names = "--wait", description = "Show what happens as it happens, until it has ended.")
    private boolean wait;

    @Mixin
    private TimeLimit limit;

    WaitOptions() {}

    boolean asked() {
        return wait;
    }

    TimeLimit limit() {
        return limit;
    }

    void check() {
        limit.requireUnless(wait, "--wait");
    }
}
