package dev.landlord.benchmarks.sidebyside;

import dev.landlord.benchmarks.JournalSize;
import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A PostgreSQL server with its default settings and an empty database, from the programs on the {@code PATH}. */
final class Postgres implements Backend {
    private static final String USER = "postgres";

    private final Process process;
    /** The data and the log. */
    private final Path folder;

    private final int port;

    private Postgres(Process process, Path folder, int port) {
        this.process = process;
        this.folder = folder;
        this.port = port;
    }

    static Postgres start() throws IOException {
        Path folder = Files.createTempDirectory("landlord-postgres");
        if (isRoot()) {
            run(List.of("chown", USER, folder.toString()));
        }
        Path data = folder.resolve("data");
        run(asUser("initdb", "--pgdata=" + data, "--username=" + USER, "--auth=trust", "--no-sync"));
        int port = freePort();
        Process process = new ProcessBuilder(asUser(
                        "postgres",
                        "-D",
                        data.toString(),
                        "-p",
                        Integer.toString(port),
                        "-c",
                        "listen_addresses=127.0.0.1",
                        "-c",
                        "unix_socket_directories="))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        Postgres server = new Postgres(process, folder, port);
        server.awaitConnection();
        return server;
    }

    /** PostgreSQL refuses to run as root. */
    private static List<String> asUser(String program, String... arguments) {
        List<String> command = new ArrayList<>();
        if (isRoot()) {
            command.addAll(List.of("setpriv", "--reuid=" + USER, "--regid=" + USER, "--clear-groups", "--"));
        }
        command.add(program);
        command.addAll(List.of(arguments));
        return command;
    }

    private static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    private static void run(List<String> command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String printed = new String(process.getInputStream().readAllBytes());
        try {
            if (process.waitFor() != 0) {
                throw new IllegalStateException(String.join(" ", command) + " failed:\n" + printed);
            }
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private void awaitConnection() throws IOException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (true) {
            try (Socket socket = new Socket("127.0.0.1", port)) {
                return;
            } catch (IOException refused) {
                if (!process.isAlive() || System.nanoTime() > deadline) {
                    process.destroy();
                    throw new IOException("PostgreSQL does not start; see " + folder.resolve("log"), refused);
                }
            }
            try {
                Thread.sleep(50);
            } catch (InterruptedException interrupted) {
                throw new IllegalStateException(interrupted);
            }
        }
    }

    @Override
    public List<String> arguments() {
        return List.of("jdbc:postgresql://127.0.0.1:" + port + "/" + USER, USER);
    }

    @Override
    public URI connect(int servicePort) {
        return URI.create("http://127.0.0.1:" + servicePort);
    }

    @Override
    public JournalSize journal(String service, String key) {
        return new JournalSize(0, 0);
    }

    @Override
    public void close() {
        process.destroy();
        try {
            process.waitFor(60, TimeUnit.SECONDS);
            try (Stream<Path> files = Files.walk(folder)) {
                files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (IOException failure) {
            System.err.println("not deleted: " + folder + ": " + failure.getMessage());
        }
    }
}
