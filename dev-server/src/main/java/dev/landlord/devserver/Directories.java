package dev.landlord.devserver;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** Deletes directories. */
final class Directories {
    private Directories() {}

    /** Deletes a folder with its content as far as possible. Does nothing if the folder does not exist. */
    static void delete(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            all.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
        } catch (java.io.IOException | java.io.UncheckedIOException ignored) {
            // Another process deletes files of the folder at the same time. A temporary folder may remain.
            return;
        }
    }
}
