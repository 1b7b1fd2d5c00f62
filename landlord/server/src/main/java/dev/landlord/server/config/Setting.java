package dev.landlord.server.config;

/**
 * The value of a key.
 *
 * @param origin where the value is set, such as {@code config.yaml, line 3}
 */
record Setting(String text, String origin) {}
