package dev.landlord.server.tenant;

/**
 * The condition of a change of a tenant.
 *
 * @param version the version that the tenant must have; {@code null}: any
 */
public record TenantCondition(Long version) {
    /** Always true. */
    public static TenantCondition none() {
        return new TenantCondition(null);
    }

    /** @throws TenantRequestException with 412 if the tenant has another version */
    void require(TenantRecord tenant) {
        if (version != null && version != tenant.version) {
            throw TenantRequestException.wrongVersion(tenant.name, version, tenant.version);
        }
    }
}
