package dev.landlord.samples.approvals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.landlord.workflow.BusinessFailure;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CompletableFuture;

/** Calls the handlers of one run of the workflow over HTTP. */
final class PurchaseRun {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** A response of the run. */
    record Answer(int status, JsonNode body) {
        boolean isSuccess() {
            return status / 100 == 2;
        }

        /** The message of a failure. */
        String message() {
            String text = body.path("message").asText();
            return status + ": "
                    + BusinessFailure.from(text)
                            .map(BusinessFailure::getMessage)
                            .orElse(text);
        }
    }

    private final HttpClient client = HttpClient.newHttpClient();
    private final URI ingress;
    private final String key;

    PurchaseRun(URI ingress, String key) {
        this.ingress = ingress;
        this.key = key;
    }

    void start(PurchaseRequest request) throws IOException, InterruptedException {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("item", request.getItem())
                .put("amount", request.getAmount())
                .put("requester", request.getRequester());
        Answer answer = post("run/send", json);
        if (!answer.isSuccess()) {
            throw new IOException("Restate refused the purchase with " + answer.message());
        }
    }

    /** Completes with the result of the run. */
    CompletableFuture<Answer> end() {
        URI attach = ingress.resolve("/restate/workflow/Purchase/" + key + "/attach");
        return client.sendAsync(HttpRequest.newBuilder(attach).build(), BodyHandlers.ofString())
                .thenApply(answer -> new Answer(answer.statusCode(), read(answer.body())));
    }

    Answer status() throws IOException, InterruptedException {
        return get("status");
    }

    Answer stage() throws IOException, InterruptedException {
        return get("stage");
    }

    /** @param value the value of the approval; may be {@code null} */
    Answer approve(String person, TerminalOffice.Mail mail, JsonNode value, String reason)
            throws IOException, InterruptedException {
        ObjectNode json = decision(person, mail, reason);
        if (value != null) {
            json.set("value", value);
        }
        return post("approve" + capitalised(mail.approval()), json);
    }

    Answer reject(String person, TerminalOffice.Mail mail, String reason) throws IOException, InterruptedException {
        return post("reject" + capitalised(mail.approval()), decision(person, mail, reason));
    }

    /** The approval as a curl command. */
    String curl(String person, TerminalOffice.Mail mail) {
        ObjectNode json = decision(person, mail, "");
        if (mail.approval().equals("finance")) {
            json.set("value", JsonNodeFactory.instance.objectNode().put("account", "4711"));
        }
        return "curl " + handler("approve" + capitalised(mail.approval())) + " --json '" + json + "'";
    }

    private static ObjectNode decision(String person, TerminalOffice.Mail mail, String reason) {
        ObjectNode json =
                JsonNodeFactory.instance.objectNode().put("actor", person).put("token", mail.token());
        return reason.isEmpty() ? json : json.put("reason", reason);
    }

    private static String capitalised(String name) {
        return Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }

    private URI handler(String name) {
        return ingress.resolve("/Purchase/" + key + "/" + name);
    }

    private Answer get(String name) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(handler(name)));
    }

    private Answer post(String name, JsonNode json) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(handler(name))
                .header("content-type", "application/json")
                .POST(BodyPublishers.ofString(json.toString())));
    }

    private Answer send(HttpRequest.Builder request) throws IOException, InterruptedException {
        var answer = client.send(request.build(), BodyHandlers.ofString());
        return new Answer(answer.statusCode(), read(answer.body()));
    }

    private static JsonNode read(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException notJson) {
            return JsonNodeFactory.instance.objectNode().put("message", json);
        }
    }
}
