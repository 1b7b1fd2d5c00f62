package dev.landlord.server.execution;

import com.fasterxml.jackson.databind.JsonNode;
import dev.landlord.server.blueprint.ApprovalSubject;
import dev.landlord.server.blueprint.BlueprintObject;
import dev.landlord.server.execution.ExecutionStep.Kind;
import dev.landlord.server.execution.ExecutionStep.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.regex.Pattern;

/**
 * The steps of a run, from its journal. Reading it does not load the run.
 *
 * <p>The timeline omits waits that the run has abandoned: time limits that did not expire, and open waits of a run that has
 * ended or runs its undo actions.
 */
final class Timeline {
    private static final String UNDO = "undo: ";

    /** The names of the library's own entries. */
    private static final Set<String> OWN = Set.of("failure", "now");

    /** An execution of a blueprint reads its definition before its first step. */
    private static final Pattern BLUEPRINT = Pattern.compile("(.*-)?" + BlueprintObject.SERVICE + "/[^/]*/get");

    private static final String OWN_APPROVAL = "approval ";

    private final IntFunction<Optional<String>> approvalStep;

    private final boolean hasEnded;
    private final List<Entry> entries = new ArrayList<>();
    private final Map<Integer, Entry> open = new HashMap<>();

    /** A command, and its end if the journal contains it. */
    private static final class Entry {
        private final String name;
        private final Kind kind;
        private final Instant begin;
        private Instant end;
        private String failure;
        private boolean isAbandoned;

        Entry(String name, Kind kind, Instant begin) {
            this.name = name;
            this.kind = kind;
            this.begin = begin;
        }

        boolean isOpenWait() {
            return end == null && kind.isWait();
        }
    }

    /** @param journal the entries in order */
    Timeline(List<JournalEntry> journal, boolean hasEnded) {
        this(journal, hasEnded, request -> Optional.empty());
    }

    /** @param approvalStep returns the step of a blueprint by the number of its approval request */
    Timeline(List<JournalEntry> journal, boolean hasEnded, IntFunction<Optional<String>> approvalStep) {
        this.approvalStep = approvalStep;
        this.hasEnded = hasEnded;
        for (JournalEntry entry : journal) {
            if (entry.isCommand()) {
                begin(entry);
            } else {
                end(entry);
            }
        }
    }

    /** Whether the run only waits. */
    boolean isWaiting() {
        return steps().stream().anyMatch(step -> step.status() == Status.RUNNING)
                && steps().stream()
                        .allMatch(step ->
                                step.status() != Status.RUNNING || step.kind().isWait());
    }

    List<ExecutionStep> steps() {
        return entries.stream()
                .filter(entry -> !entry.isAbandoned && !(hasEnded && entry.isOpenWait()))
                .map(this::step)
                .toList();
    }

    private ExecutionStep step(Entry entry) {
        String error = entry.end == null && hasEnded ? "did not end" : entry.failure;
        Status status = error != null ? Status.FAILED : entry.end == null ? Status.RUNNING : Status.DONE;
        Long duration = entry.end == null
                ? null
                : Duration.between(entry.begin, entry.end).toMillis();
        return new ExecutionStep(entry.name, entry.kind, status, entry.begin, duration, error);
    }

    private void begin(JournalEntry entry) {
        switch (entry.type()) {
            case "Command: Run" -> run(entry);
            case "Command: Sleep" -> {
                if (!isDeadline()) {
                    add(entry, "sleep", Kind.SLEEP, entry.command("Sleep"));
                }
            }
            case "Command: GetPromise" -> promise(entry);
            case "Command: Call" -> {
                JsonNode call = entry.command("Call");
                String target = target(call);
                if (!BLUEPRINT.matcher(target).matches()) {
                    add(entry, target, Kind.CALL, call.path("result_completion_id"));
                }
            }
            case "Command: OneWayCall" -> {
                JsonNode send = entry.command("OneWayCall");
                add(entry, target(send), Kind.CALL, send.path("invocation_id_completion_id"));
            }
            case "Command: AttachInvocation" -> {
                JsonNode attach = entry.command("AttachInvocation");
                add(entry, attach.at("/target/InvocationId").asText(), Kind.CALL, attach);
            }
            default -> {
                // Other commands take no time.
            }
        }
    }

    private void run(JournalEntry entry) {
        JsonNode run = entry.command("Run");
        String name = run.path("name").asText();
        boolean isUndo = name.startsWith(UNDO);
        if (isUndo || name.equals("failure")) {
            entries.stream().filter(Entry::isOpenWait).forEach(wait -> wait.isAbandoned = true);
        }
        if (isUndo) {
            add(entry, name.substring(UNDO.length()), Kind.UNDO, run);
        } else if (!OWN.contains(name) && !name.startsWith(OWN_APPROVAL)) {
            add(entry, name, Kind.STEP, run);
        }
    }

    private void promise(JournalEntry entry) {
        JsonNode promise = entry.command("GetPromise");
        // approval/finance/1, signal/resized/1, or a name that the workflow chose
        String[] key = promise.path("key").asText().split("/");
        Kind kind = key.length == 3 && key[0].equals("approval") ? Kind.APPROVAL : Kind.CALL;
        String name = key.length == 3 ? key[1] : promise.path("key").asText();
        boolean isOfBlueprint = kind == Kind.APPROVAL && name.equals(ApprovalSubject.APPROVAL);
        String shown =
                isOfBlueprint ? approvalStep.apply(Integer.parseInt(key[2])).orElse(name) : name;
        add(entry, shown, kind, promise);
    }

    /** The called handler: {@code Service/handler} or {@code Service/key/handler}. */
    private static String target(JsonNode call) {
        Iterator<JsonNode> kinds = call.at("/request/invocation_target").elements();
        List<String> path = new ArrayList<>();
        while (kinds.hasNext()) {
            JsonNode target = kinds.next();
            for (String part : List.of("name", "key", "handler")) {
                if (target.hasNonNull(part)) {
                    path.add(target.get(part).asText());
                }
            }
        }
        return String.join("/", path);
    }

    /** Whether a Sleep at this position is the deadline of an approval, which follows its request. */
    private boolean isDeadline() {
        if (entries.isEmpty()) {
            return false;
        }
        Entry last = entries.get(entries.size() - 1);
        return last.kind == Kind.APPROVAL && last.isOpenWait();
    }

    private void add(JournalEntry entry, String name, Kind kind, JsonNode completion) {
        entries.stream()
                .filter(earlier -> earlier.isOpenWait() && earlier.kind == Kind.SLEEP)
                .forEach(limit -> limit.isAbandoned = true);
        Entry started = new Entry(name, kind, entry.at());
        entries.add(started);
        JsonNode id = completion.isObject() ? completion.path("completion_id") : completion;
        open.put(id.asInt(), started);
    }

    private void end(JournalEntry entry) {
        Entry started = open.remove(entry.completionId());
        if (started == null) {
            return;
        }
        started.end = entry.at();
        String failure = entry.failure();
        if (failure != null) {
            // The entry already contains the name.
            started.failure = ExecutionError.forPeople(failure).replaceFirst("^step \"[^\"]*\" failed: ", "");
        }
    }
}
