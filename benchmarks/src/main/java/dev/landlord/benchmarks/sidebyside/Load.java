package dev.landlord.benchmarks.sidebyside;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** Starts runs over HTTP and waits for their results. */
final class Load {
    private final HttpClient http = HttpClient.newHttpClient();
    private final AtomicInteger keys = new AtomicInteger();
    private final URI base;

    Load(URI base) {
        this.base = base;
    }

    /** What callers saw. */
    record Seen(double perSecond, double medianMillis, double p99Millis) {}

    /** All keys are of the same length, so that the sizes of journals can be compared. */
    private static String key(int number) {
        return String.format("run-%06d", number);
    }

    /** The key of the run that was started last. */
    String lastKey() {
        return key(keys.get() - 1);
    }

    /** Runs {@code runs} of them, at most {@code inFlight} at a time. */
    Seen run(Arm arm, Workload workload, int runs, int inFlight) throws InterruptedException {
        Semaphore free = new Semaphore(inFlight);
        AtomicReference<String> failure = new AtomicReference<>();
        long[] nanos = new long[runs];
        long start = System.nanoTime();
        for (int run = 0; run < runs; run++) {
            int number = run;
            free.acquire();
            String path = "/" + arm.prefix + workload.service + "/" + key(keys.getAndIncrement()) + "/run";
            HttpRequest request = HttpRequest.newBuilder(base.resolve(path))
                    .timeout(Duration.ofMinutes(1))
                    .header("content-type", "application/json")
                    .POST(BodyPublishers.ofString(Integer.toString(workload.count)))
                    .build();
            long sent = System.nanoTime();
            http.sendAsync(request, BodyHandlers.ofString()).whenComplete((answer, broken) -> {
                nanos[number] = System.nanoTime() - sent;
                if (broken != null) {
                    failure.compareAndSet(null, path + ": " + broken);
                } else if (answer.statusCode() != workload.status()) {
                    failure.compareAndSet(null, path + ": " + answer.statusCode() + " " + answer.body());
                }
                free.release();
            });
        }
        free.acquire(inFlight);
        double seconds = (System.nanoTime() - start) / 1e9;
        if (failure.get() != null) {
            throw new IllegalStateException(arm.id() + " failed: " + failure.get());
        }
        Arrays.sort(nanos);
        return new Seen(runs / seconds, nanos[runs / 2] / 1e6, nanos[Math.min(runs - 1, runs * 99 / 100)] / 1e6);
    }
}
