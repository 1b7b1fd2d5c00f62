package dev.landlord.samples.approvals;

import dev.landlord.devserver.RestateServer;
import dev.landlord.workflow.DecisionKeys;
import dev.landlord.workflow.serve.WorkflowServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Runs a purchase interactively: prints the mails, and reads the decisions of people. */
@Command(
        name = "approvals",
        description = "Runs a purchase. You play the people who decide.",
        mixinStandardHelpOptions = true,
        version = "landlord approvals sample 0.1.0",
        footer = {
            "",
            "Then enter the actions of people; `help` lists them.",
            "The exit code is 0 if the item was bought, else 1."
        })
public final class PlayCommand implements Callable<Integer> {
    private static final String KEY = "purchase-1";

    private final InputStream in;

    @Spec
    private CommandSpec spec;

    @Option(names = "--item", defaultValue = "12 chairs", description = "Default: ${DEFAULT-VALUE}")
    private String item;

    @Option(names = "--amount", defaultValue = "1450", description = "Default: ${DEFAULT-VALUE}")
    private int amount;

    @Option(
            names = "--requester",
            defaultValue = "bob",
            description = "The person who requests the purchase. Default: ${DEFAULT-VALUE}")
    private String requester;

    @Option(
            names = "--within",
            defaultValue = "PT5M",
            description = "The time limit of each request, such as PT10S or PT5M. Default: ${DEFAULT-VALUE}")
    private Duration within;

    @Option(
            names = "--remind",
            defaultValue = "PT30S",
            description = "The interval of reminders, such as PT3S. Default: ${DEFAULT-VALUE}")
    private Duration remind;

    PlayCommand(InputStream in) {
        this.in = in;
    }

    public static void main(String[] arguments) {
        System.exit(commandLine(System.in).execute(arguments));
    }

    static CommandLine commandLine(InputStream in) {
        return new CommandLine(new PlayCommand(in))
                .registerConverter(Duration.class, PlayCommand::duration)
                .setExecutionExceptionHandler((failure, command, parsed) -> {
                    command.getErr().println("approvals: " + failure.getMessage());
                    return failure instanceof IllegalArgumentException ? 2 : 1;
                });
    }

    private static Duration duration(String text) {
        try {
            return Duration.parse(text);
        } catch (DateTimeParseException invalid) {
            throw new TypeConversionException("expected a duration such as PT10S or PT5M, found " + text);
        }
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        TerminalOffice office = new TerminalOffice(out);
        PurchaseRequest request = new PurchaseRequest(item, amount, requester);
        if (request.problem() != null) {
            throw new IllegalArgumentException(request.problem());
        }
        Purchase purchase = new Purchase(office, newKeys(), within, remind);
        try (RestateServer restate = RestateServer.start();
                WorkflowServer service = WorkflowServer.builder()
                        .port(0)
                        .bind(new PurchaseService(purchase))
                        .register(restate.adminUrl())
                        .start()) {
            service.awaitRegistered(Duration.ofSeconds(20));
            out.println("A restate-server runs at " + restate.ingressUrl() + ", its UI at " + restate.adminUrl());
            out.println(requester + " asks for " + request.getSubject() + "; `help` lists the actions of people.");
            out.flush();
            PurchaseRun client = new PurchaseRun(restate.ingressUrl(), KEY);
            client.start(request);
            Prompt prompt = new Prompt(client, office, out);
            BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
            return prompt.play(lines) ? 0 : 1;
        }
    }

    /** Keys for this process only; a real service reads its keys from the configuration. */
    private static DecisionKeys newKeys() {
        byte[] secret = new byte[32];
        new SecureRandom().nextBytes(secret);
        return DecisionKeys.of("game:" + Base64.getEncoder().encodeToString(secret));
    }
}
