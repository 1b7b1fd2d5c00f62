package dev.landlord.samples.tenant;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.net.http.HttpResponse;

/** Submits one run of the workflow, and prints its steps and its result. */
final class ProvisionRun {
    private final String service;
    private final Restate restate;
    private final PrintWriter out;

    ProvisionRun(String service, Restate restate, PrintWriter out) {
        this.service = service;
        this.restate = restate;
        this.out = out;
    }

    /** Returns whether the run succeeded. */
    boolean run(ProvisionRequest request) throws IOException {
        String key = request.getTenant() + "-" + Long.toString(System.currentTimeMillis(), 36);
        // Checks the admin API first: without it, the steps of the run cannot be read.
        restate.query("select 1");
        String invocation = restate.submit(service, key, json(request));
        out.println(service + " " + key);
        new RunWatcher(restate, out).watch(invocation);
        HttpResponse<String> end = restate.attach(service, key);
        JsonNode answer = new ObjectMapper().readTree(end.body());
        if (end.statusCode() != 200) {
            out.println("failed: " + answer.path("message").asText());
            return false;
        }
        URI url = URI.create(answer.get("url").asText());
        out.println("ready: " + url + " answers " + LocalHttp.get(url).statusCode());
        return true;
    }

    private static JsonNode json(ProvisionRequest request) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("tenant", request.getTenant())
                .put("owner", request.getOwner())
                .put("plan", request.getPlan());
    }
}
