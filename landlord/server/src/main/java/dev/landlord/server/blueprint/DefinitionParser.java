package dev.landlord.server.blueprint;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Parses a definition: its steps, or the one command of the older format. */
final class DefinitionParser {
    static final Duration MAX_COMMAND = Duration.ofHours(1);

    /** The maximum of the library for a wait. */
    private static final Duration MAX_WAIT = Duration.ofDays(36_500);

    /** The maximum of the library for the delay before a retry. */
    private static final Duration MAX_PAUSE = Duration.ofDays(365);

    private static final int MAX_BACKOFF_RATE = 1_000;

    private static final Pattern STEP_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9 _.-]{0,127}");
    private static final int MAX_STEPS = 500;

    /** The names of the library's own entries in the journal. */
    private static final Set<String> RESERVED = Set.of("failure", "now");

    private DefinitionParser() {}

    /** The result may be incomplete if there are errors. */
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

    /** The time limit of an execution; {@code null} means no limit. */
    static Duration timeout(Field field) {
        return field.duration("timeout must be positive if set", MAX_WAIT);
    }

    /** The retry policy; {@code null} if it is absent. */
    static RetrySettings retry(Field field) {
        if (!field.isPresent() || !field.isObject()) {
            return null;
        }
        field.expectOnly("max_attempts", "initial_interval", "max_interval", "backoff_rate");
        RetrySettings standard = RetrySettings.DEFAULT;
        Field attempts = field.get("max_attempts");
        if (attempts.isPresent() && !(attempts.json().isInt() && attempts.json().asInt() >= 1)) {
            attempts.error("expected a whole number, 1 or more, found " + attempts.found());
        }
        Field rate = field.get("backoff_rate");
        if (rate.isPresent() && !(rate.json().isNumber() && rate.json().asDouble() >= 1.0)) {
            rate.error("retry_policy.backoff_rate must be >= 1.0");
        } else if (rate.isPresent() && rate.json().asDouble() > MAX_BACKOFF_RATE) {
            rate.error("retry_policy.backoff_rate must be <= " + MAX_BACKOFF_RATE + ", found " + rate.found());
        }
        Duration initial = field.get("initial_interval").durationOr(standard.initialInterval(), MAX_PAUSE);
        Field maxInterval = field.get("max_interval");
        Duration max = maxInterval.durationOr(
                initial.compareTo(standard.maxInterval()) > 0 ? initial : standard.maxInterval(), MAX_PAUSE);
        if (max.compareTo(initial) < 0) {
            maxInterval.error("must not be shorter than initial_interval (" + DurationText.of(initial) + "), found "
                    + DurationText.of(max));
        }
        return new RetrySettings(
                attempts.isPresent() ? attempts.json().asInt() : standard.maxAttempts(),
                initial,
                max,
                rate.isPresent() ? rate.json().asDouble() : standard.backoffRate());
    }

    /** The command of the entry with the id of the workflow, or of the only entry. */
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
            workflows.error("expected one entry, or one with the id " + workflowId + ", found "
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
            field.error("expected at least one step, such as {name: hello, run: echo hello}");
        }
        if (items.size() > MAX_STEPS) {
            field.error("at most " + MAX_STEPS + " steps, found " + items.size());
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
        List<String> kinds = step.present("run", "sleep", "approval", "callback");
        if (kinds.size() != 1) {
            step.error("expected one of run, sleep, approval and callback, found " + keysFound(step, kinds));
            return null;
        }
        return switch (kinds.get(0)) {
            case "run" -> command(name, step);
            case "sleep" -> sleep(name, step);
            case "approval" -> approval(name, step);
            default -> callback(name, step);
        };
    }

    /** The kinds of the step; without a kind, its keys besides the name: one of them is probably a typing mistake. */
    private static String keysFound(Field step, List<String> kinds) {
        List<String> keys = kinds.isEmpty() ? step.keysExcept("name") : kinds;
        return keys.isEmpty() ? "none" : String.join(" and ", keys);
    }

    private static String stepName(Field field, Set<String> names) {
        String name = field.requiredText();
        if (name == null) {
            return null;
        }
        if (!STEP_NAME.matcher(name).matches()) {
            field.error("expected 1 to 128 letters, digits, blanks, '_', '.' and '-', the first a letter or digit"
                    + ", found " + field.found());
        } else if (RESERVED.contains(name) || name.startsWith("approval ")) {
            field.error("the journal uses " + field.found() + " for another purpose; choose another name");
        } else if (!names.add(name)) {
            field.error("there is another step named " + field.found() + "; choose another name");
        }
        return name;
    }

    private static BlueprintStep command(String name, Field step) {
        step.expectOnly("name", "run", "undo", "retry", "timeout");
        Field undo = step.get("undo");
        Field limit = step.get("timeout");
        Duration timeout = limit.durationOr(null, MAX_WAIT);
        if (timeout != null && timeout.compareTo(MAX_COMMAND) > 0) {
            limit.error("a command may take at most 1h, found " + limit.found()
                    + "; for longer work, start it in the background and wait for its callback");
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
            sleep.error("required");
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
