package dev.landlord.server.config;

import java.util.Locale;

/** A setting with a fixed set of values. */
interface Choice {
    String name();

    /** The value as it is written in a file. */
    default String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
