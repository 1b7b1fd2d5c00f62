package dev.landlord.localcloud;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * The program that serves the page of a tenant: {@code TenantPage <directory> <claim>}. Listens on a free port of the
 * loopback address, and writes its URL into the directory. At most one process runs for a directory, and it ends when the
 * directory is removed.
 */
public final class TenantPage {
    static final String CLAIM = "claim";
    static final String ADDRESS = "page.json";
    static final int ALREADY_RUNNING = 3;

    private TenantPage() {}

    public static void main(String[] arguments) throws IOException {
        Path home = Path.of(arguments[0]);
        String claim = arguments[1];
        FileChannel file =
                FileChannel.open(home.resolve("page.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = file.tryLock();
        if (lock == null) {
            System.exit(ALREADY_RUNNING);
        }
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        String tenant = home.getFileName().toString();
        server.createContext("/", exchange -> respond(exchange, "text/html", html(tenant)));
        server.createContext("/health", exchange -> respond(exchange, "text/plain", claim));
        server.start();
        writeAddress(home, "http://127.0.0.1:" + server.getAddress().getPort() + "/");
        exitWhenRemoved(home, claim);
    }

    private static void writeAddress(Path home, String url) throws IOException {
        Path fresh = home.resolve(ADDRESS + ".new");
        Files.writeString(
                fresh,
                "{\"url\":\"" + url + "\",\"pid\":" + ProcessHandle.current().pid() + "}");
        Files.move(fresh, home.resolve(ADDRESS), StandardCopyOption.ATOMIC_MOVE);
    }

    private static void exitWhenRemoved(Path home, String claim) {
        Executors.newSingleThreadScheduledExecutor()
                .scheduleWithFixedDelay(
                        () -> {
                            if (!hasClaim(home, claim)) {
                                System.exit(0);
                            }
                        },
                        1,
                        1,
                        TimeUnit.SECONDS);
    }

    private static boolean hasClaim(Path home, String claim) {
        try {
            return Files.exists(home.resolve(CLAIM))
                    && Files.readString(home.resolve(CLAIM)).equals(claim);
        } catch (IOException | UncheckedIOException removedMeanwhile) {
            return false;
        }
    }

    private static String html(String tenant) {
        return "<!doctype html><title>" + tenant + "</title><h1>Welcome, " + tenant + "</h1>\n";
    }

    private static void respond(HttpExchange exchange, String type, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("content-type", type + "; charset=utf-8");
        exchange.sendResponseHeaders(200, body.length);
        try (exchange) {
            exchange.getResponseBody().write(body);
        }
    }
}
