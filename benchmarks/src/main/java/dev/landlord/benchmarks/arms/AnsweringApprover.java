package dev.landlord.benchmarks.arms;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Approves each request as soon as it is notified of it, over HTTP, without making the caller wait. */
public final class AnsweringApprover {
    private final HttpClient http = HttpClient.newHttpClient();
    private final URI ingress;

    public AnsweringApprover(URI ingress) {
        this.ingress = ingress;
    }

    /** Calls {@code approveGo} of the run of this key. */
    public void approve(String service, String key) {
        HttpRequest request = HttpRequest.newBuilder(ingress.resolve("/" + service + "/" + key + "/approveGo"))
                .header("content-type", "application/json")
                .POST(BodyPublishers.ofString("{\"actor\": \"ann\"}"))
                .build();
        send(request);
    }

    /** The decision may arrive before the request that it answers: 404. */
    private void send(HttpRequest request) {
        http.sendAsync(request, BodyHandlers.ofString()).thenAccept(answer -> {
            if (answer.statusCode() == 404) {
                CompletableFuture.delayedExecutor(1, TimeUnit.MILLISECONDS).execute(() -> send(request));
            } else if (answer.statusCode() / 100 != 2) {
                System.out.println("approveGo was refused: " + answer.body());
            }
        });
    }
}
