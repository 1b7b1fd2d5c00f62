package dev.landlord.devserver;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

final class Directories {
    private Directories() {}

    /** Deletes a folder and all in it, as far as that can be done; a missing one is no error. */
    static void delete(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            all.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
        } catch (java.io.IOException | java.io.UncheckedIOException raced) {
            // Something else is deleting it too; what is left is a temporary folder.
            return;
        }
    }
}
