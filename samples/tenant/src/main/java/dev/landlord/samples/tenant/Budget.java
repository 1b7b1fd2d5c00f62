package dev.landlord.samples.tenant;

/** The monthly budget of a tenant, and the account that pays. */
public record Budget(int euros, String account) {
    public Budget {
        if (euros <= 0) {
            throw new IllegalArgumentException("euros: expected more than 0, found " + euros);
        }
    }
}
