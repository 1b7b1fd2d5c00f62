package dev.landlord.server.identity;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a user may do. Each role may read everything that the HTTP API shows. */
public enum Role {
    /** Reads. */
    VIEWER,

    /** Changes tenants, and starts and cancels executions. */
    OPERATOR,

    /** Decides on approvals. */
    APPROVER,

    /** Does everything; alone defines workflows, whose steps are commands on Landlord's machine, and manages keys. */
    ADMIN;

    /** The name in the HTTP API and in tokens, such as {@code viewer}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Role> of(String word) {
        return Arrays.stream(values()).filter(role -> role.word().equals(word)).findFirst();
    }
}
