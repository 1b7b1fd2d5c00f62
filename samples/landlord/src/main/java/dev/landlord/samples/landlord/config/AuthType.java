package dev.landlord.samples.landlord.config;

/** How Landlord proves to Restate, or to the proxy before it, who it is. Values are case-sensitive. */
public enum AuthType implements Choice {
    NONE,
    API_KEY,
    IAM
}
