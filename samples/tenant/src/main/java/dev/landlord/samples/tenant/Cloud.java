package dev.landlord.samples.tenant;

import java.io.IOException;

/**
 * What tenants are made of. Every operation may be called again with the same arguments, after a
 * crash for instance, and then changes nothing more; those that undo touch only what bears the claim.
 */
public interface Cloud {
    /** Makes the tenant's directory. Fails for good if another claim has it. */
    void createDirectory(String tenant, String claim) throws IOException;

    void removeDirectory(String tenant, String claim) throws IOException;

    /** Makes the tenant's database, with its schema and the tenant in it. */
    void createDatabase(ProvisionRequest request) throws IOException;

    /** Starts a process that serves the tenant's page, and returns the page's URL. */
    String startPage(String tenant, String claim) throws IOException;

    void stopPage(String tenant, String claim) throws IOException;

    /** Fails unless the tenant's page answers. */
    void checkHealth(Tenant tenant) throws IOException;

    void register(Tenant tenant, String claim) throws IOException;

    void unregister(String tenant, String claim) throws IOException;
}
