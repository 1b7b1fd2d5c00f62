package dev.landlord.samples.landlord.config;

/** What runs workflows. */
public enum Provider implements Choice {
    /** Nothing does: it is played, for trials without a Restate. */
    MOCK,
    /** AWS Step Functions; may be named, and is refused where it would be used. */
    STEP_FUNCTIONS,
    RESTATE;

    @Override
    public String word() {
        return Choice.super.word().replace('_', '-');
    }
}
