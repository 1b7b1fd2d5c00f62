package dev.landlord.samples.landlord.cli;

import java.util.Locale;

/** How an answer is shown: for people, or as Landlord gave it. */
enum OutputFormat {
    TABLE,
    JSON;

    /** As it is typed. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
