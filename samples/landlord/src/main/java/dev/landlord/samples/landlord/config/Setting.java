package dev.landlord.samples.landlord.config;

/**
 * What somebody wrote for a key.
 *
 * @param origin where it was written, such as {@code config.yaml, line 3}
 */
record Setting(String text, String origin) {}
