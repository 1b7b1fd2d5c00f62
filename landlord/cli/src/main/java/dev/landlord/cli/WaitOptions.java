package dev.landlord.cli;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options for the wait until the end of an operation. */
final class WaitOptions {
    @Option(names = "--wait", description = "Wait for the end, and show the progress.")
    private boolean wait;

    @Mixin
    private TimeLimit limit;

    WaitOptions() {}

    boolean isRequested() {
        return wait;
    }

    TimeLimit limit() {
        return limit;
    }

    void check() {
        limit.requireUnless(wait, "--wait");
    }
}
