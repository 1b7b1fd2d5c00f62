package dev.landlord.samples.landlord.blueprint;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads what a definition says: its steps, or the one command of the older form. */
final class DefinitionParser {
    static final Duration MAX_COMMAND = Duration.ofHours(1);

    /** What the library accepts as a wait, and as a pause between two attempts. */
    private static final Duration MAX_WAIT = Duration.ofDays(36_500);

    private static final Duration MAX_PAUSE = Duration.ofDays(365);

    private static final int MAX_BACKOFF_RATE = 1_000;

    private static final Pattern STEP_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9 _.-]{0,127}");
    private static final int MOST_STEPS = 500;

    /** What the journal of a run calls what the library itself does. */
    private static final Set<String> RESERVED = Set.of("failure", "now");

    private DefinitionParser() {}

    /** May return something unfinished if there are problems. */
    static BlueprintDefinition parse(String workflowId, Field root) {
        if (!root.isObject()) {
            return null;
        }
        if (root.get("workflows").isPresent()) {
            root.expectOnly("workflows");
            return new BlueprintDefinition(oneCommand(workflowId, root.get("workflows")), null, null);
        }
        root.expectOnly("steps", "timeout", "retry_policy");
        return new BlueprintDefinition(
                steps(root.get("steps")), timeout(root.get("timeout")), retry(root.get("retry_policy")));
    }

    /** How long a workflow may take; {@code null} is for ever. */
    static Duration timeout(Field field) {
        return field.duration("timeout must be positive if set", MAX_WAIT);
    }

    /** A retry policy; {@code null} if there is none. */
    static RetrySettings retry(Field field) {
        if (!field.isPresent() || !field.isObject()) {
            return null;
        }
        field.expectOnly("max_attempts", "initial_interval", "max_interval", "backoff_rate");
        RetrySettings standard = RetrySettings.DEFAULT;
        Field attempts = field.get("max_attempts");
        if (attempts.isPresent() && !(attempts.json().isInt() && attempts.json().asInt() >= 1)) {
            attempts.problem("expected a whole number, 1 or more, found " + attempts.found());
        }
        Field rate = field.get("backoff_rate");
        if (rate.isPresent() && !(rate.json().isNumber() && rate.json().asDouble() >= 1.0)) {
            rate.problem("retry_policy.backoff_rate must be >= 1.0");
        } else if (rate.isPresent() && rate.json().asDouble() > MAX_BACKOFF_RATE) {
            rate.problem("retry_policy.backoff_rate must be <= " + MAX_BACKOFF_RATE + ", found " + rate.found());
        }
        Duration initial = field.get("initial_interval").durationOr(standard.initialInterval(), MAX_PAUSE);
        Field longest = field.get("max_interval");
        Duration max = longest.durationOr(
                initial.compareTo(standard.maxInterval()) > 0 ? initial : standard.maxInterval(), MAX_PAUSE);
        if (max.compareTo(initial) < 0) {
            longest.problem("must not be shorter than initial_interval (" + DurationText.of(initial) + "), found "
                    + DurationText.of(max));
        }
        return new RetrySettings(
                attempts.isPresent() ? attempts.json().asInt() : standard.maxAttempts(),
                initial,
                max,
                rate.isPresent() ? rate.json().asDouble() : standard.backoffRate());
    }

    /** The entry whose id is the workflow's, or the only one. */
    private static List<BlueprintStep> oneCommand(String workflowId, Field workflows) {
        List<Field> entries = workflows.items();
        entries.forEach(entry -> {
            if (entry.isObject()) {
                entry.expectOnly("id", "definition");
            }
        });
        List<Field> own = entries.size() == 1
                ? entries
                : entries.stream()
                        .filter(entry -> entry.get("id").json().asText().equals(workflowId))
                        .toList();
        if (own.size() != 1) {
            workflows.problem("expected one entry, or one with the id " + workflowId + ", found "
                    + entries.stream()
                            .map(entry -> entry.get("id").json().asText("one without an id"))
                            .collect(Collectors.joining(", ", "[", "]")));
            return List.of();
        }
        String command = own.get(0).get("definition").requiredText();
        return List.of(new BlueprintStep.Command(workflowId, command, null, null, null));
    }

    private static List<BlueprintStep> steps(Field field) {
        List<Field> items = field.items();
        if (items.isEmpty() && (!field.isPresent() || field.json().isArray())) {
            field.problem("expected one step at least, such as {name: hello, run: echo hello}");
        }
        if (items.size() > MOST_STEPS) {
            field.problem("at most " + MOST_STEPS + " steps, found " + items.size());
        }
        List<BlueprintStep> steps = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Field item : items) {
            if (item.isObject()) {
                steps.add(step(item, names));
            }
        }
        return steps;
    }

    private static BlueprintStep step(Field step, Set<String> names) {
        String name = stepName(step.get("name"), names);
        List<String> kinds = step.among("run", "sleep", "approval", "callback");
        if (kinds.size() != 1) {
            step.problem("expected one of run, sleep, approval and callback, found "
                    + (kinds.isEmpty() ? "none" : String.join(" and ", kinds)));
            return null;
        }
        return switch (kinds.get(0)) {
            case "run" -> command(name, step);
            case "sleep" -> sleep(name, step);
            case "approval" -> approval(name, step);
            default -> callback(name, step);
        };
    }

    private static String stepName(Field field, Set<String> names) {
        String name = field.requiredText();
        if (name == null) {
            return null;
        }
        if (!STEP_NAME.matcher(name).matches()) {
            field.problem("expected 1 to 128 letters, digits, blanks, '_', '.' and '-', the first a letter or digit"
                    + ", found " + field.found());
        } else if (RESERVED.contains(name) || name.startsWith("approval ")) {
            field.problem("the journal has another meaning for " + field.found() + "; choose another name");
        } else if (!names.add(name)) {
            field.problem("there is another step named " + field.found() + "; choose another name");
        }
        return name;
    }

    private static BlueprintStep command(String name, Field step) {
        step.expectOnly("name", "run", "undo", "retry", "timeout");
        Field undo = step.get("undo");
        Field limit = step.get("timeout");
        Duration timeout = limit.durationOr(null, MAX_WAIT);
        if (timeout != null && timeout.compareTo(MAX_COMMAND) > 0) {
            limit.problem("a command may take 1h at most, found " + limit.found()
                    + "; start what takes longer, and wait for its callback");
        }
        return new BlueprintStep.Command(
                name,
                step.get("run").requiredText(),
                undo.isPresent() ? undo.requiredText() : null,
                retry(step.get("retry")),
                timeout);
    }

    private static BlueprintStep sleep(String name, Field step) {
        step.expectOnly("name", "sleep");
        Field sleep = step.get("sleep");
        if (!sleep.isPresent()) {
            sleep.problem("required");
        }
        return new BlueprintStep.Sleep(name, sleep.durationOr(null, MAX_WAIT));
    }

    private static BlueprintStep approval(String name, Field step) {
        step.expectOnly("name", "approval");
        Field approval = step.get("approval");
        if (approval.isPresent() && approval.isObject()) {
            approval.expectOnly("subject", "within");
        }
        Duration within = approval.get("within").durationOr(null, MAX_WAIT);
        return new BlueprintStep.Approval(
                name, new BlueprintStep.Approval.Request(approval.get("subject").text(), within));
    }

    private static BlueprintStep callback(String name, Field step) {
        step.expectOnly("name", "callback");
        Field callback = step.get("callback");
        if (callback.isPresent() && callback.isObject()) {
            callback.expectOnly("within");
        }
        return new BlueprintStep.Callback(
                name, new BlueprintStep.Callback.Wait(callback.get("within").durationOr(null, MAX_WAIT)));
    }
}
