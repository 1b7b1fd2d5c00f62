package dev.landlord.server.config;

/** How Landlord authenticates to Restate, or to the proxy in front of it. Values are case-sensitive. */
public enum AuthType implements Choice {
    NONE,
    API_KEY,
    IAM
}
