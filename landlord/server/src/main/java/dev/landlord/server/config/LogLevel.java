package dev.landlord.server.config;

/** How much Landlord logs. */
public enum LogLevel implements Choice {
    DEBUG,
    INFO,
    WARN,
    ERROR
}
