package dev.landlord.server.compute;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Stores each tenant in a file. A change replaces the whole file under a lock, so readers see complete files, and writers
 * in several processes lose no changes.
 */
final class FileMockStore implements MockStore {
    /** File systems allow 255 bytes, including the prefix and the suffix of the name. */
    private static final int MAX_NAME = 200;

    private final Path folder;

    FileMockStore(Path folder) {
        this.folder = folder;
    }

    @Override
    public Optional<String> nameError(String tenant) {
        return tenant.length() <= MAX_NAME
                ? Optional.empty()
                : Optional.of("expected at most " + MAX_NAME + " characters, because a file has this name, found "
                        + tenant.length());
    }

    @Override
    public ObjectNode read(String tenant) throws IOException {
        Path file = file(tenant);
        return Files.exists(file) ? (ObjectNode) JSON.readTree(file.toFile()) : JSON.createObjectNode();
    }

    // The file lock excludes other processes, the monitor excludes other threads of this process.
    @Override
    public boolean change(String tenant, Predicate<ObjectNode> edit) throws IOException {
        synchronized (FileMockStore.class) {
            Files.createDirectories(folder);
            Path lockFile = folder.resolve("." + tenant + ".lock");
            try (FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = channel.lock()) {
                assert lock.isValid();
                ObjectNode tenantState = read(tenant);
                boolean result = edit.test(tenantState);
                Path fresh = folder.resolve("." + tenant + ".new");
                JSON.writeValue(fresh.toFile(), tenantState);
                Files.move(fresh, file(tenant), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
                return result;
            }
        }
    }

    private Path file(String tenant) {
        return folder.resolve(tenant + ".json");
    }
}
