package dev.landlord.localcloud;

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

/**
 * The cloud on this machine: a folder with all files, and a child process for each page. Every operation is idempotent,
 * because a workflow may repeat it after a crash. The operations that undo change only resources with the given claim.
 */
public final class LocalCloud {
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

    /**
     * Creates the tenant's directory.
     *
     * @throws TerminalException with 409 if the directory has another claim
     */
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
                    CONFLICT, "tenant \"" + tenant + "\" exists already; remove it, or choose another name");
        }
    }

    public void removeDirectory(String tenant, String claim) throws IOException {
        Path removed = scratch(tenant, claim);
        if (hasClaim(tenant, claim)) {
            Folders.delete(removed);
            Files.move(home(tenant), removed);
        }
        Folders.delete(removed);
    }

    /** Creates the tenant's database, with its schema and the data of the tenant. */
    public void createDatabase(String name, String owner, String plan) throws IOException {
        String url = "jdbc:h2:file:" + home(name).resolve("tenant") + ";TRACE_LEVEL_FILE=0";
        try (Connection connection = DriverManager.getConnection(url)) {
            try (Statement schema = connection.createStatement()) {
                schema.execute("create table if not exists tenant (name varchar primary key, owner varchar not null,"
                        + " plan varchar not null, created_at timestamp default current_timestamp not null)");
            }
            try (PreparedStatement tenant =
                    connection.prepareStatement("merge into tenant (name, owner, plan) key (name) values (?, ?, ?)")) {
                tenant.setString(1, name);
                tenant.setString(2, owner);
                tenant.setString(3, plan);
                tenant.executeUpdate();
            }
        } catch (SQLException failure) {
            throw new IOException("cannot create the database: " + failure.getMessage(), failure);
        }
    }

    /** Starts a process that serves the tenant's page unless it runs, and returns the page's URL. */
    public String startPage(String tenant, String claim) throws IOException {
        return new PageProcess(home(tenant), claim).start();
    }

    public void stopPage(String tenant, String claim) throws IOException {
        if (hasClaim(tenant, claim)) {
            new PageProcess(home(tenant), claim).stop();
        }
    }

    /** @throws IOException unless the page at {@code url} responds */
    public void checkHealth(String url) throws IOException {
        URI health = URI.create(url).resolve("/health");
        int status = PageRequests.get(health).statusCode();
        if (status != 200) {
            throw new IOException(health + " answered " + status);
        }
    }

    public void register(LocalTenant tenant, String claim) throws IOException {
        registry.put(tenant, claim);
    }

    public void unregister(String tenant, String claim) throws IOException {
        registry.remove(tenant, claim);
    }
}
