package dev.landlord.workflow.serve;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** Makes one Restate know one endpoint, in the background, as long as it takes. */
final class Registration implements AutoCloseable {
    private static final Logger LOG = LogManager.getLogger("dev.landlord.workflow.serve");
    private static final Duration FIRST_DELAY = Duration.ofMillis(250);
    private static final Duration LONGEST_DELAY = Duration.ofSeconds(10);

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final CompletableFuture<Void> done = new CompletableFuture<>();
    private final URI adminUrl;
    private final URI serviceUrl;
    private final Thread thread;

    private Registration(URI adminUrl, URI serviceUrl) {
        this.adminUrl = adminUrl;
        this.serviceUrl = serviceUrl;
        this.thread = new Thread(this::run, "landlord-registration");
        this.thread.setDaemon(true);
    }

    static Registration start(URI adminUrl, URI serviceUrl) {
        Registration registration = new Registration(adminUrl, serviceUrl);
        registration.thread.start();
        return registration;
    }

    private void run() {
        Duration delay = FIRST_DELAY;
        boolean warned = false;
        while (true) {
            try {
                settle(client.send(request(), BodyHandlers.ofString()));
                return;
            } catch (IOException away) {
                if (!warned) {
                    LOG.warn(ServeAdvice.away(adminUrl, away));
                    warned = true;
                }
            } catch (InterruptedException closed) {
                done.cancel(false);
                return;
            }
            try {
                Thread.sleep(delay.toMillis());
            } catch (InterruptedException closed) {
                done.cancel(false);
                return;
            }
            Duration doubled = delay.multipliedBy(2);
            delay = doubled.compareTo(LONGEST_DELAY) < 0 ? doubled : LONGEST_DELAY;
        }
    }

    private HttpRequest request() {
        String body = JsonNodeFactory.instance
                .objectNode()
                .put("uri", serviceUrl.toString())
                .put("force", true)
                .toString();
        return HttpRequest.newBuilder(URI.create(adminUrl.toString().replaceAll("/+$", "") + "/deployments"))
                .header("content-type", "application/json")
                .timeout(Duration.ofSeconds(30))
                .POST(BodyPublishers.ofString(body))
                .build();
    }

    /** Server errors are worth another try, like no answer; a refusal is final. */
    private void settle(HttpResponse<String> answer) throws IOException {
        int status = answer.statusCode();
        if (status / 100 == 2) {
            LOG.info("Registered {} with Restate at {}", serviceUrl, adminUrl);
            done.complete(null);
        } else if (status >= 500) {
            throw new IOException("it answered " + status + ": " + answer.body());
        } else {
            String refusal = ServeAdvice.refused(adminUrl, serviceUrl, status, answer.body());
            LOG.error(refusal);
            done.completeExceptionally(new IllegalStateException(refusal));
        }
    }

    /** Returns whether it is registered, waiting for {@code timeout} at most. */
    boolean await(Duration timeout) {
        try {
            done.get(Math.max(0, timeout.toMillis()), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException | CancellationException notRegistered) {
            return false;
        } catch (ExecutionException refused) {
            throw (IllegalStateException) refused.getCause();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
