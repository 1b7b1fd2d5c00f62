package dev.landlord.samples.landlord.cli;

/** How an answer is shown: for people, or as Landlord gave it. */
enum OutputFormat {
    TABLE,
    JSON
}
