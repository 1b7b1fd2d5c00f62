package dev.landlord.benchmarks.sidebyside;

import java.io.IOException;
import java.time.Duration;

/** The runs of an arm that do some steps, and then wait until they are released. */
final class WaitingRuns {
    private final Restate restate;
    private final Requests requests;
    private final String service;

    WaitingRuns(Restate restate, Arm arm) {
        this.restate = restate;
        this.requests = new Requests(restate.callers());
        this.service = arm.prefix + "Waiting";
    }

    void start(String key, int steps) throws IOException, InterruptedException {
        requests.post("/" + service + "/" + key + "/run/send", Integer.toString(steps), 202);
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
        requests.post("/" + service + "/" + key + "/go", null, 200);
        requests.get("/restate/workflow/" + service + "/" + key + "/attach", 200);
    }
}
