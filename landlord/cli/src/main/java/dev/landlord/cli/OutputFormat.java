package dev.landlord.cli;

import java.util.Locale;

/** The output format: for people, or the JSON of the response. */
enum OutputFormat {
    TABLE,
    JSON;

    /** The value of the option. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
