package dev.landlord.samples.tenant;

import java.io.IOException;
import org.jspecify.annotations.NullMarked;

/**
 * The resources of tenants. Every operation is idempotent, because a workflow may repeat it after a crash. The operations
 * that undo change only resources with the given claim.
 */
@NullMarked
public interface Cloud {
    /** Creates the tenant's directory. Fails terminally if the directory has another claim. */
    void createDirectory(String tenant, String claim) throws IOException;

    void removeDirectory(String tenant, String claim) throws IOException;

    /** Creates the tenant's database, with its schema and the data of the tenant. */
    void createDatabase(ProvisionRequest request) throws IOException;

    /** Starts a process that serves the tenant's page, and returns the page's URL. */
    String startPage(String tenant, String claim) throws IOException;

    void stopPage(String tenant, String claim) throws IOException;

    /** Fails unless the tenant's page responds. */
    void checkHealth(Tenant tenant) throws IOException;

    void register(Tenant tenant, String claim) throws IOException;

    void unregister(String tenant, String claim) throws IOException;
}
