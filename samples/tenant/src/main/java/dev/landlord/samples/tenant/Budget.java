package dev.landlord.samples.tenant;

/** What a tenant may cost each month, and who pays for it. */
public record Budget(int euros, String account) {
    public Budget {
        if (euros <= 0) {
            throw new IllegalArgumentException("euros: expected more than 0, found " + euros);
        }
    }
}
