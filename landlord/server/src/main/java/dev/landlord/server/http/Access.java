package dev.landlord.server.http;

import dev.landlord.server.identity.Role;
import dev.landlord.server.identity.User;
import io.javalin.security.RouteRole;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/** Who may use a route. Every route has one of these. */
enum Access implements RouteRole {
    /** Every caller, without a key or a token. */
    PUBLIC(EnumSet.noneOf(Role.class)),
    READ(EnumSet.allOf(Role.class)),
    OPERATE(EnumSet.of(Role.OPERATOR, Role.ADMIN)),
    DECIDE(EnumSet.of(Role.APPROVER, Role.ADMIN)),
    ADMINISTER(EnumSet.of(Role.ADMIN));

    private final Set<Role> roles;

    Access(Set<Role> roles) {
        this.roles = roles;
    }

    boolean allows(User user) {
        return this == PUBLIC || user.isOneOf(roles);
    }

    /** The roles of which one is needed, for messages. */
    String roles() {
        return roles.stream().map(Role::word).collect(Collectors.joining(" or "));
    }
}
