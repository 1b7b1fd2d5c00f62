package dev.landlord.samples.landlord.config;

/** How much Landlord logs. */
public enum LogLevel implements Choice {
    DEBUG,
    INFO,
    WARN,
    ERROR
}
