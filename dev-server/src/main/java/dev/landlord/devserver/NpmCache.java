package dev.landlord.devserver;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * A folder with one version of the server, which npm installs at the first use. Of several processes that use the folder
 * at once, one installs the server and the others wait. An installation is complete before it appears in the folder.
 */
final class NpmCache {
    /** The number of lines of npm's output in an error message. */
    private static final int MAX_LINES = 5;

    private final Path folder;
    private final String npmPackage;
    private final String version;

    NpmCache(Path root, String npmPackage, String version) {
        this.folder = root.resolve("restate-server").resolve(version);
        this.npmPackage = npmPackage;
        this.version = version;
    }

    /**
     * Returns the path of the program. Installs it if necessary, which takes some seconds, and reports that on standard
     * error.
     *
     * @throws IOException if npm is missing or fails; the message has the reason
     */
    Path binary() throws IOException {
        Path binary = installed(folder);
        if (Files.isExecutable(binary)) {
            return binary;
        }
        Files.createDirectories(folder.getParent());
        Path lockFile = folder.resolveSibling(version + ".lock");
        synchronized (NpmCache.class) {
            try (FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = channel.lock()) {
                assert lock.isValid();
                if (!Files.isExecutable(binary)) {
                    install();
                }
            }
        }
        return binary;
    }

    private Path installed(Path root) {
        return root.resolve("node_modules").resolve(npmPackage).resolve("bin").resolve("restate-server");
    }

    private void install() throws IOException {
        Directories.delete(folder);
        Path fresh = Files.createTempDirectory(folder.getParent(), version + ".new-");
        try {
            report("installing " + npmPackage + " " + version + " into " + folder + " (once, about 70 MB) …");
            npm(List.of(
                    "npm",
                    "install",
                    "--prefix",
                    fresh.toString(),
                    "--ignore-scripts",
                    "--no-save",
                    "--no-audit",
                    "--no-fund",
                    "--loglevel",
                    "error",
                    npmPackage + "@" + version));
            if (!Files.isExecutable(installed(fresh))) {
                throw new IOException("npm installed " + npmPackage + " " + version + " without its program");
            }
            Files.move(fresh, folder, StandardCopyOption.ATOMIC_MOVE);
            report("installed restate-server " + version);
        } finally {
            Directories.delete(fresh);
        }
    }

    private static void npm(List<String> command) throws IOException {
        Process process;
        try {
            process = new ProcessBuilder(command).redirectErrorStream(true).start();
        } catch (IOException failure) {
            throw new IOException("npm cannot be run (" + failure.getMessage() + ")", failure);
        }
        process.getOutputStream().close();
        Deque<String> lastLines = new ArrayDeque<>();
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                lastLines.addLast(line);
                if (lastLines.size() > MAX_LINES) {
                    lastLines.removeFirst();
                }
            }
            int exit = process.waitFor();
            if (exit != 0) {
                throw new IOException(
                        "npm install ended with exit code " + exit + ": " + String.join(" / ", lastLines));
            }
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while npm was installing", interrupted);
        }
    }

    private static void report(String progress) {
        System.err.println("[landlord] " + progress);
    }
}
