package dev.landlord.server.config;

/** The engine that runs workflows. */
public enum Provider implements Choice {
    /** A simulation, to try Landlord without an installed Restate. */
    MOCK,
    /** AWS Step Functions: a valid name, but this Landlord refuses to use it. */
    STEP_FUNCTIONS,
    RESTATE;

    @Override
    public String word() {
        return Choice.super.word().replace('_', '-');
    }
}
