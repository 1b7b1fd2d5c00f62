package dev.landlord.benchmarks.sidebyside;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The arm on Node, whose libraries npm installs at the first use. */
final class NodeModules {
    private NodeModules() {}

    /** The program; blocks while npm installs its libraries. */
    static Path service() {
        Path folder = Path.of(System.getProperty("benchmarks.home"), "node");
        if (!Files.isDirectory(folder.resolve("node_modules"))) {
            try {
                Process npm = new ProcessBuilder("npm", "install", "--no-package-lock", "--silent")
                        .directory(folder.toFile())
                        .inheritIO()
                        .start();
                if (npm.waitFor() != 0) {
                    throw new IllegalStateException("npm install failed in " + folder);
                }
            } catch (IOException failure) {
                throw new IllegalStateException("npm was not found: " + failure.getMessage(), failure);
            } catch (InterruptedException interrupted) {
                throw new IllegalStateException(interrupted);
            }
        }
        return folder.resolve("service.mjs");
    }
}
