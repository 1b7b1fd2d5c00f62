package dev.landlord.server.identity;

import java.text.Normalizer;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/**
 * The one who sends a request.
 *
 * @param name the name of the API key, or the name in the token
 */
public record User(String name, Set<Role> roles) {
    /** Every caller, if Landlord does not authenticate: it then listens on loopback only. */
    public static final User ANYONE = new User("anyone", EnumSet.allOf(Role.class));

    /** Landlord itself, in the audit. */
    public static final String LANDLORD = "landlord";

    /** The user of {@code auth.admin_key}. */
    public static final String ADMIN = "admin";

    private static final Set<String> RESERVED = Set.of(ADMIN, LANDLORD, ANYONE.name());

    public User {
        roles = Set.copyOf(roles);
    }

    /** Whether no key and no token may have this name: a reader of the audit could take its user for another. */
    public static boolean isReserved(String name) {
        return RESERVED.contains(
                Normalizer.normalize(name, Normalizer.Form.NFKC).strip().toLowerCase(Locale.ROOT));
    }

    public boolean isOneOf(Set<Role> allowed) {
        return roles.stream().anyMatch(allowed::contains);
    }
}
