package dev.landlord.server.identity;

import java.time.Instant;
import java.util.Set;

/**
 * A key of the HTTP API, without its secret.
 *
 * @param name the name of its user, which is the actor of what is done with it
 */
public record ApiKey(String name, Set<Role> roles, Instant createdAt, String createdBy) {}
