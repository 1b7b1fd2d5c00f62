package dev.landlord.benchmarks;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * Warms up a service until the just-in-time compiler of its JVM is idle. In the first minutes the compiler takes a quarter
 * of the processor time, which a service that runs for days does not notice.
 */
public final class WarmUp {
    /** The compiler is idle below this share of the time of one processor. */
    private static final double IDLE = 0.03;

    private static final int MAX_ROUNDS = 8;

    /** Linux counts the processor time of a thread in units of a hundredth of a second. */
    private static final double TICK_SECONDS = 0.01;

    private WarmUp() {}

    /** Runs that are of the kind that is measured next. */
    public interface Runs {
        void run() throws InterruptedException;
    }

    /**
     * Repeats {@code runs} until the compiler of the process is idle, at most {@value #MAX_ROUNDS} times; once if the
     * process is no JVM, or the system is not Linux.
     */
    public static void untilCompiled(long process, Runs runs) throws IOException, InterruptedException {
        for (int round = 0; round < MAX_ROUNDS; round++) {
            double before = seconds(process);
            long start = System.nanoTime();
            runs.run();
            double elapsed = (System.nanoTime() - start) / (double) TimeUnit.SECONDS.toNanos(1);
            if (seconds(process) - before <= IDLE * elapsed) {
                return;
            }
        }
    }

    /** The processor time of the threads of the compiler so far. */
    private static double seconds(long process) throws IOException {
        Path threads = Path.of("/proc/" + process + "/task");
        if (!Files.isDirectory(threads)) {
            return 0;
        }
        double seconds = 0;
        try (DirectoryStream<Path> each = Files.newDirectoryStream(threads)) {
            for (Path thread : each) {
                try {
                    seconds += ofThread(Files.readString(thread.resolve("stat")));
                } catch (IOException ended) {
                    // The thread has ended since it was listed, or while it was read.
                }
            }
        }
        return seconds;
    }

    /** Of a line such as {@code 12 (C2 CompilerThre) S 1 …}: the name, then the fields from the third on. */
    private static double ofThread(String stat) {
        int end = stat.lastIndexOf(')');
        if (!stat.substring(0, end).contains("CompilerThre")) {
            return 0;
        }
        String[] fields = stat.substring(end + 2).split(" ");
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) * TICK_SECONDS;
    }
}
