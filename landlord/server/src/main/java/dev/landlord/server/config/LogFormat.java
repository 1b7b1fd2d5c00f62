package dev.landlord.server.config;

/** The format of the log. */
public enum LogFormat implements Choice {
    TEXT,

    /** One JSON object in each line. */
    JSON
}
