package dev.landlord.samples.tenant;

import dev.landlord.localcloud.LocalCloud;
import dev.landlord.localcloud.LocalTenant;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.NullMarked;

/** The cloud on this machine. */
@NullMarked
public final class ThisMachine implements Cloud {
    private final LocalCloud local;

    /** @param root the folder of the tenants, which the first tenant creates */
    public ThisMachine(Path root) {
        this.local = new LocalCloud(root);
    }

    /** The registered tenants, by name. */
    public List<LocalTenant> tenants() throws IOException {
        return local.registry().tenants();
    }

    /** The claim of the tenant's directory; empty if there is no directory. */
    public Optional<String> claimOf(String tenant) throws IOException {
        return local.claimOf(tenant);
    }

    @Override
    public void createDirectory(String tenant, String claim) throws IOException {
        local.createDirectory(tenant, claim);
    }

    @Override
    public void removeDirectory(String tenant, String claim) throws IOException {
        local.removeDirectory(tenant, claim);
    }

    @Override
    public void createDatabase(ProvisionRequest request) throws IOException {
        local.createDatabase(request.getTenant(), request.getOwner(), request.getPlan());
    }

    @Override
    public String startPage(String tenant, String claim) throws IOException {
        return local.startPage(tenant, claim);
    }

    @Override
    public void stopPage(String tenant, String claim) throws IOException {
        local.stopPage(tenant, claim);
    }

    @Override
    public void checkHealth(Tenant tenant) throws IOException {
        local.checkHealth(tenant.getUrl());
    }

    @Override
    public void register(Tenant tenant, String claim) throws IOException {
        local.register(new LocalTenant(tenant.getName(), tenant.getOwner(), tenant.getPlan(), tenant.getUrl()), claim);
    }

    @Override
    public void unregister(String tenant, String claim) throws IOException {
        local.unregister(tenant, claim);
    }
}
