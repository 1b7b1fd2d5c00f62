package dev.landlord.benchmarks.sidebyside;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** The runs of an arm that do some steps, and then wait until they are released. */
final class WaitingRuns {
    private final HttpClient http = HttpClient.newHttpClient();
    private final Restate restate;
    private final String service;

    WaitingRuns(Restate restate, Arm arm) {
        this.restate = restate;
        this.service = arm.prefix + "Waiting";
    }

    void start(String key, int steps) throws IOException, InterruptedException {
        post("/" + service + "/" + key + "/run/send", Integer.toString(steps), 202);
    }

    /** Blocks until {@code number} runs have this status. */
    void await(int number, String status) throws InterruptedException {
        long deadline = System.nanoTime() + Duration.ofMinutes(10).toNanos();
        while (count(status) != number) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(
                        count(status) + " runs of " + service + " are " + status + " after 10 minutes, not " + number);
            }
            Thread.sleep(50);
        }
    }

    int count(String status) {
        String query = "select count(1) as n from sys_invocation where target_service_name = '" + service
                + "' and target_handler_name = 'run' and status = '" + status + "'";
        return restate.query(query).get(0).get("n").asInt();
    }

    /** Ends the wait, and blocks until the run has ended. */
    void release(String key) throws IOException, InterruptedException {
        post("/" + service + "/" + key + "/go", null, 200);
        send(
                request("/restate/workflow/" + service + "/" + key + "/attach")
                        .GET()
                        .build(),
                200);
    }

    private void post(String path, String json, int status) throws IOException, InterruptedException {
        HttpRequest.Builder request = request(path);
        if (json == null) {
            request.POST(BodyPublishers.noBody());
        } else {
            request.header("content-type", "application/json").POST(BodyPublishers.ofString(json));
        }
        send(request.build(), status);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(restate.callers().resolve(path)).timeout(Duration.ofMinutes(5));
    }

    private void send(HttpRequest request, int status) throws IOException, InterruptedException {
        HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
        if (answer.statusCode() != status) {
            URI url = request.uri();
            throw new IllegalStateException(
                    url + ": expected status " + status + ", got " + answer.statusCode() + " " + answer.body());
        }
    }
}
