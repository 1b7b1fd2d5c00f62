package dev.landlord.samples.approvals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Reads the actions of people, one per line, until the purchase has ended. */
final class Prompt {
    private static final String HELP = """
              approve alice [reason]           a manager approves
              approve dora ACCOUNT [reason]    finance approves with that account
              reject PERSON [reason]
              curl PERSON                      print the approval as a curl command
              status                           the pending requests and the decisions
              quit""";
    private static final Duration MAIL_TIMEOUT = Duration.ofSeconds(10);

    private final PurchaseRun client;
    private final TerminalOffice office;
    private final PrintWriter out;

    Prompt(PurchaseRun client, TerminalOffice office, PrintWriter out) {
        this.client = client;
        this.office = office;
        this.out = out;
    }

    /** Returns whether the item was bought. */
    boolean play(BufferedReader lines) throws IOException, InterruptedException {
        CompletableFuture<PurchaseRun.Answer> end = client.end();
        boolean hasMore = true;
        while (hasMore && !end.isDone()) {
            if (lines.ready()) {
                String line = lines.readLine();
                hasMore = line != null && !line.strip().equals("quit");
                if (hasMore) {
                    carryOut(line.strip(), end);
                    out.flush();
                } else if (line != null) {
                    return false;
                }
            } else {
                Thread.sleep(50);
            }
        }
        PurchaseRun.Answer answer = end.join();
        out.println(answer.isSuccess() ? "bought: " + answer.body() : "not bought, " + answer.message());
        out.flush();
        return answer.isSuccess();
    }

    private void carryOut(String line, CompletableFuture<?> end) throws IOException, InterruptedException {
        String[] words = line.split("\\s+", 3);
        switch (words[0]) {
            case "" -> {}
            case "help" -> out.println(HELP);
            case "status" ->
                out.println("  " + client.stage().body() + " " + client.status().body());
            case "approve", "reject", "curl" -> decide(words, end);
            default -> out.println("  " + words[0] + ": expected approve, reject, curl, status, help or quit");
        }
    }

    private void decide(String[] words, CompletableFuture<?> end) throws IOException, InterruptedException {
        String person = words.length > 1 ? words[1] : "";
        TerminalOffice.Mail mail = mailTo(person, end);
        if (mail == null) {
            out.println("  " + words[0] + " " + person + ": expected a person who got a mail");
            return;
        }
        String rest = words.length > 2 ? words[2] : "";
        switch (words[0]) {
            case "curl" -> out.println("  " + client.curl(person, mail));
            case "reject" -> print(client.reject(person, mail, rest));
            default -> {
                JsonNode value = null;
                if (mail.approval().equals("finance")) {
                    String[] account = rest.split("\\s+", 2);
                    value = JsonNodeFactory.instance.objectNode().put("account", account[0]);
                    rest = account.length > 1 ? account[1] : "";
                }
                print(client.approve(person, mail, value, rest));
            }
        }
    }

    /** Waits for the mail, which may not have been sent yet. */
    private TerminalOffice.Mail mailTo(String person, CompletableFuture<?> end) throws InterruptedException {
        long deadline = System.nanoTime() + MAIL_TIMEOUT.toNanos();
        while (office.mailTo(person) == null && !end.isDone() && System.nanoTime() < deadline) {
            Thread.sleep(20);
        }
        return office.mailTo(person);
    }

    private void print(PurchaseRun.Answer answer) {
        JsonNode body = answer.body();
        out.println(
                answer.isSuccess()
                        ? "  accepted: " + body.path("approval").asText() + " "
                                + body.path("outcome").asText() + " by "
                                + body.path("actor").asText()
                        : "  refused, " + answer.message());
    }
}
