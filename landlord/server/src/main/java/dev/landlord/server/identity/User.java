package dev.landlord.server.identity;

import java.util.EnumSet;
import java.util.Set;

/**
 * The one who sends a request.
 *
 * @param name the name of the API key, or the name in the token
 */
public record User(String name, Set<Role> roles) {
    /** Every caller, if Landlord does not authenticate: it then listens on loopback only. */
    public static final User ANYONE = new User("anyone", EnumSet.allOf(Role.class));

    public User {
        roles = Set.copyOf(roles);
    }

    public boolean isOneOf(Set<Role> allowed) {
        return roles.stream().anyMatch(allowed::contains);
    }
}
