package dev.landlord.localcloud;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Starts and stops the process that serves the page of a tenant. */
final class PageProcess {
    private static final Duration START_TIMEOUT = Duration.ofSeconds(20);

    /** The page does not inherit other variables, because other processes of this user could read secrets in them. */
    private static final Set<String> INHERITED_VARIABLES =
            Set.of("PATH", "HOME", "USER", "LANG", "LC_ALL", "TZ", "TMPDIR", "SystemRoot");

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path home;
    private final String claim;

    PageProcess(Path home, String claim) {
        this.home = home;
        this.claim = claim;
    }

    /** The file that a page writes when it listens. */
    private record Running(URI url, long pid) {}

    /** Starts the page unless it runs, and returns its URL when it responds. */
    String start() throws IOException {
        Optional<Running> running = running();
        if (running.isPresent()) {
            return running.get().url().toString();
        }
        Files.deleteIfExists(home.resolve(TenantPage.ADDRESS));
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-XX:TieredStopAtLevel=1",
                TenantPage.class.getName(),
                home.toString(),
                claim);
        builder.environment().keySet().retainAll(INHERITED_VARIABLES);
        // Not as an argument, so that a list of processes shows the tenant of each page.
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        Process child = builder.redirectErrorStream(true)
                .redirectOutput(Redirect.appendTo(home.resolve("page.log").toFile()))
                .start();
        child.getOutputStream().close();
        return await(child);
    }

    private String await(Process child) throws IOException {
        long deadline = System.nanoTime() + START_TIMEOUT.toNanos();
        while (System.nanoTime() < deadline) {
            Optional<Running> running = running();
            if (running.isPresent()) {
                return running.get().url().toString();
            }
            if (!child.isAlive() && child.exitValue() != TenantPage.ALREADY_RUNNING) {
                throw new IOException(
                        "the page ended with exit code " + child.exitValue() + "; see " + home.resolve("page.log"));
            }
            pause();
        }
        child.destroyForcibly();
        throw new IOException("the page did not respond within " + START_TIMEOUT.toSeconds() + " s");
    }

    /** Stops the page, if it runs. */
    void stop() throws IOException {
        Optional<ProcessHandle> process = running().flatMap(page -> ProcessHandle.of(page.pid()));
        if (process.isEmpty()) {
            return;
        }
        process.get().destroy();
        try {
            process.get().onExit().get(5, TimeUnit.SECONDS);
        } catch (TimeoutException stillRunning) {
            process.get().destroyForcibly();
        } catch (ExecutionException impossible) {
            throw new IOException(impossible);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while the page was stopping");
        }
    }

    /** The page that responds with the claim; a process with a reused port or process id does not. */
    private Optional<Running> running() throws IOException {
        Path file = home.resolve(TenantPage.ADDRESS);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        JsonNode address = JSON.readTree(file.toFile());
        Running page = new Running(
                URI.create(address.get("url").asText()), address.get("pid").asLong());
        try {
            boolean hasClaim =
                    PageRequests.get(page.url().resolve("/health")).body().equals(claim);
            return hasClaim ? Optional.of(page) : Optional.empty();
        } catch (IOException notRunning) {
            return Optional.empty();
        }
    }

    private static void pause() throws IOException {
        try {
            Thread.sleep(20);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while the page was starting");
        }
    }
}
