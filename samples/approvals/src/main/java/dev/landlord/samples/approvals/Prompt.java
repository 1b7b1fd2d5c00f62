package dev.landlord.samples.approvals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Reads what people do, one line each, until the purchase has ended. */
final class Prompt {
    private static final String HELP = """
              approve alice [reason]           a manager agrees
              approve dora ACCOUNT [reason]    finance pays from that account
              reject PERSON [reason]
              curl PERSON                      the same for another terminal
              status                           what the run waits for, and who decided what
              quit""";
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final RunningPurchase run;
    private final TerminalOffice office;
    private final PrintWriter out;

    Prompt(RunningPurchase run, TerminalOffice office, PrintWriter out) {
        this.run = run;
        this.office = office;
        this.out = out;
    }

    /** Returns whether it was bought. */
    boolean play(BufferedReader lines) throws IOException, InterruptedException {
        CompletableFuture<RunningPurchase.Answer> end = run.end();
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
        RunningPurchase.Answer answer = end.join();
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
                out.println("  " + run.stage().body() + " " + run.status().body());
            case "approve", "reject", "curl" -> decide(words, end);
            default -> out.println("  " + words[0] + ": expected approve, reject, curl, status, help or quit");
        }
    }

    private void decide(String[] words, CompletableFuture<?> end) throws IOException, InterruptedException {
        String person = words.length > 1 ? words[1] : "";
        TerminalOffice.Mail mail = mailTo(person, end);
        if (mail == null) {
            out.println("  " + words[0] + " " + person + ": expected somebody who got a mail");
            return;
        }
        String rest = words.length > 2 ? words[2] : "";
        switch (words[0]) {
            case "curl" -> out.println("  " + run.curl(person, mail));
            case "reject" -> tell(run.reject(person, mail, rest));
            default -> {
                JsonNode value = null;
                if (mail.approval().equals("finance")) {
                    String[] account = rest.split("\\s+", 2);
                    value = JsonNodeFactory.instance.objectNode().put("account", account[0]);
                    rest = account.length > 1 ? account[1] : "";
                }
                tell(run.approve(person, mail, value, rest));
            }
        }
    }

    /** It may be on its way. */
    private TerminalOffice.Mail mailTo(String person, CompletableFuture<?> end) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (office.mailTo(person) == null && !end.isDone() && System.nanoTime() < deadline) {
            Thread.sleep(20);
        }
        return office.mailTo(person);
    }

    private void tell(RunningPurchase.Answer answer) {
        JsonNode body = answer.body();
        out.println(
                answer.isSuccess()
                        ? "  accepted: " + body.path("approval").asText() + " "
                                + body.path("outcome").asText() + " by "
                                + body.path("actor").asText()
                        : "  refused, " + answer.message());
    }
}
