package dev.landlord.localcloud;

/** A tenant in the registry, whose page is at {@code url}. */
public record LocalTenant(String name, String owner, String plan, String url) {}
