package dev.landlord.samples.landlord.compute;

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
 * A file for each tenant. Every change replaces it whole, under a lock, so readers never see half of
 * one and writers in several processes lose nothing.
 */
final class FileNotes implements MockNotes {
    /** File systems allow 255 bytes, with what stands before and after the name. */
    private static final int MAX_NAME = 200;

    private final Path folder;

    FileNotes(Path folder) {
        this.folder = folder;
    }

    @Override
    public Optional<String> nameProblem(String tenant) {
        return tenant.length() <= MAX_NAME
                ? Optional.empty()
                : Optional.of("expected at most " + MAX_NAME + " characters, which a file can be named after, found "
                        + tenant.length());
    }

    @Override
    public ObjectNode read(String tenant) throws IOException {
        Path file = file(tenant);
        return Files.exists(file) ? (ObjectNode) JSON.readTree(file.toFile()) : JSON.createObjectNode();
    }

    // One process at a time for the file lock, one thread at a time for this process.
    @Override
    public boolean change(String tenant, Predicate<ObjectNode> edit) throws IOException {
        synchronized (FileNotes.class) {
            Files.createDirectories(folder);
            Path lockFile = folder.resolve("." + tenant + ".lock");
            try (FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = channel.lock()) {
                assert lock.isValid();
                ObjectNode note = read(tenant);
                boolean result = edit.test(note);
                Path fresh = folder.resolve("." + tenant + ".new");
                JSON.writeValue(fresh.toFile(), note);
                Files.move(fresh, file(tenant), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
                return result;
            }
        }
    }

    private Path file(String tenant) {
        return folder.resolve(tenant + ".json");
    }
}
