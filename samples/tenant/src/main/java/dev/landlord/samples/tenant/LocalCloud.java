package dev.landlord.samples.tenant;

import dev.restate.sdk.common.TerminalException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

/** The cloud on this machine: a folder with all files, and a child process for each page. */
public final class LocalCloud implements Cloud {
    private static final int CONFLICT = 409;

    private final Path root;
    private final Registry registry;

    /** @param root the folder of the tenants, which the first tenant creates */
    public LocalCloud(Path root) {
        this.root = root.toAbsolutePath().normalize();
        this.registry = new Registry(this.root.resolve("registry.json"));
    }

    public Registry registry() {
        return registry;
    }

    /** The claim of the tenant's directory; empty if there is no directory. */
    public Optional<String> claimOf(String tenant) throws IOException {
        Path file = home(tenant).resolve(TenantPage.CLAIM);
        return Files.exists(file) ? Optional.of(Files.readString(file)) : Optional.empty();
    }

    private boolean hasClaim(String tenant, String claim) throws IOException {
        return claimOf(tenant).filter(claim::equals).isPresent();
    }

    private Path home(String tenant) {
        return root.resolve(tenant);
    }

    private Path scratch(String tenant, String claim) {
        return root.resolve("." + tenant + "." + claim);
    }

    @Override
    public void createDirectory(String tenant, String claim) throws IOException {
        if (hasClaim(tenant, claim)) {
            return;
        }
        // Created under another name and moved, so that a directory always has a claim.
        Path fresh = Files.createDirectories(scratch(tenant, claim));
        Files.writeString(fresh.resolve(TenantPage.CLAIM), claim);
        try {
            Files.move(fresh, home(tenant));
        } catch (FileAlreadyExistsException taken) {
            Folders.delete(fresh);
            throw new TerminalException(
                    CONFLICT, "tenant \"" + tenant + "\" exists already; tenant remove " + tenant + " removes it");
        }
    }

    @Override
    public void removeDirectory(String tenant, String claim) throws IOException {
        Path removed = scratch(tenant, claim);
        if (hasClaim(tenant, claim)) {
            Folders.delete(removed);
            Files.move(home(tenant), removed);
        }
        Folders.delete(removed);
    }

    @Override
    public void createDatabase(ProvisionRequest request) throws IOException {
        String url = "jdbc:h2:file:" + home(request.getTenant()).resolve("tenant") + ";TRACE_LEVEL_FILE=0";
        try (Connection connection = DriverManager.getConnection(url)) {
            try (Statement schema = connection.createStatement()) {
                schema.execute("create table if not exists tenant (name varchar primary key, owner varchar not null,"
                        + " plan varchar not null, created_at timestamp default current_timestamp not null)");
            }
            try (PreparedStatement tenant =
                    connection.prepareStatement("merge into tenant (name, owner, plan) key (name) values (?, ?, ?)")) {
                tenant.setString(1, request.getTenant());
                tenant.setString(2, request.getOwner());
                tenant.setString(3, request.getPlan());
                tenant.executeUpdate();
            }
        } catch (SQLException failure) {
            throw new IOException("cannot create the database: " + failure.getMessage(), failure);
        }
    }

    @Override
    public String startPage(String tenant, String claim) throws IOException {
        return new PageProcess(home(tenant), claim).start();
    }

    @Override
    public void stopPage(String tenant, String claim) throws IOException {
        if (hasClaim(tenant, claim)) {
            new PageProcess(home(tenant), claim).stop();
        }
    }

    @Override
    public void checkHealth(Tenant tenant) throws IOException {
        URI health = URI.create(tenant.getUrl()).resolve("/health");
        int status = LocalHttp.get(health).statusCode();
        if (status != 200) {
            throw new IOException(health + " answered " + status);
        }
    }

    @Override
    public void register(Tenant tenant, String claim) throws IOException {
        registry.put(tenant, claim);
    }

    @Override
    public void unregister(String tenant, String claim) throws IOException {
        registry.remove(tenant, claim);
    }
}
