package dev.landlord.localcloud;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The file that lists all tenants. A change replaces the whole file under a lock, so readers see a complete file, and
 * writers in several processes lose no changes.
 */
public final class Registry {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path file;

    Registry(Path file) {
        this.file = file;
    }

    /** The tenants, by name. */
    public List<LocalTenant> tenants() throws IOException {
        List<LocalTenant> tenants = new ArrayList<>();
        read().properties()
                .forEach(entry -> tenants.add(new LocalTenant(
                        entry.getKey(),
                        entry.getValue().path("owner").asText(),
                        entry.getValue().path("plan").asText(),
                        entry.getValue().path("url").asText())));
        return tenants;
    }

    void put(LocalTenant tenant, String claim) throws IOException {
        change(all -> all.putObject(tenant.name())
                .put("owner", tenant.owner())
                .put("plan", tenant.plan())
                .put("url", tenant.url())
                .put("claim", claim));
    }

    void remove(String tenant, String claim) throws IOException {
        change(all -> {
            if (all.path(tenant).path("claim").asText().equals(claim)) {
                all.remove(tenant);
            }
        });
    }

    private ObjectNode read() throws IOException {
        return Files.exists(file) ? (ObjectNode) JSON.readTree(file.toFile()) : JSON.createObjectNode();
    }

    // The file lock excludes other processes, the monitor excludes other threads of this process.
    private void change(Consumer<ObjectNode> edit) throws IOException {
        synchronized (Registry.class) {
            Path lockFile = file.resolveSibling("." + file.getFileName() + ".lock");
            try (FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = channel.lock()) {
                assert lock.isValid();
                ObjectNode all = read();
                edit.accept(all);
                Path fresh = file.resolveSibling("." + file.getFileName() + ".new");
                JSON.writerWithDefaultPrettyPrinter().writeValue(fresh.toFile(), all);
                Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }
}
