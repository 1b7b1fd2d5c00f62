package dev.landlord.samples.landlord.config;

import java.util.Locale;

/** A value that is one of a few words. */
interface Choice {
    String name();

    /** The word, as it is written in a file. */
    default String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
