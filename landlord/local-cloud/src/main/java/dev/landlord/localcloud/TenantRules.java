package dev.landlord.localcloud;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What the local cloud requires of a tenant. Each method returns the error, or empty if there is none. */
public final class TenantRules {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,39}");
    private static final Pattern OWNER = Pattern.compile("[^@\\s]+@[^@\\s]+");
    private static final List<String> PLANS = List.of("small", "medium", "large");

    private TenantRules() {}

    public static Optional<String> nameError(String tenant) {
        return unless(
                NAME.matcher(tenant).matches(),
                "tenant \"" + tenant
                        + "\": expected 1 to 40 lower-case letters, digits and '-', starting with a letter");
    }

    public static Optional<String> ownerError(String owner) {
        return unless(
                OWNER.matcher(owner).matches(),
                "owner \"" + owner + "\": expected a mail address such as owner@acme.example");
    }

    public static Optional<String> planError(String plan) {
        return unless(PLANS.contains(plan), "plan \"" + plan + "\": expected one of " + String.join(", ", PLANS));
    }

    private static Optional<String> unless(boolean isValid, String error) {
        return isValid ? Optional.empty() : Optional.of(error);
    }
}
