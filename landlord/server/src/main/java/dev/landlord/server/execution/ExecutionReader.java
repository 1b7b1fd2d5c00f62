package dev.landlord.server.execution;

import com.fasterxml.jackson.databind.JsonNode;
import dev.landlord.server.blueprint.BlueprintRun;
import dev.landlord.server.config.ServiceNames;
import dev.landlord.server.restate.RestateApi;
import dev.landlord.server.restate.Sql;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Reads executions: from Restate's tables, which does not load the runs and works while their services do not respond, and
 * from the status handlers of the runs.
 */
public final class ExecutionReader {
    /** The status handler of a run responds at once, unless its service is unreachable. */
    private static final Duration STATUS_TIMEOUT = Duration.ofSeconds(2);

    private final RestateApi restate;
    private final RestateApi runs;
    private final Invocations invocations;
    private final CancelReasons cancelReasons;

    public ExecutionReader(RestateApi restate, ServiceNames names) {
        this.restate = restate;
        this.runs = restate.withTimeout(STATUS_TIMEOUT);
        this.invocations = new Invocations(restate);
        this.cancelReasons = new CancelReasons(restate, names);
    }

    /**
     * Reads one execution with all its details.
     *
     * @param name the name of the execution, its id {@code inv_…}, or {@code latest}
     * @throws ExecutionNotFoundException if the execution does not exist
     */
    public Execution find(WorkflowTarget workflow, String name) {
        InvocationRow row = InvocationRow.of(invocations.find(workflow, name));
        List<JournalEntry> journal = journals(List.of(row.id())).getOrDefault(row.id(), List.of());
        ApprovalRequests requests = ApprovalRequests.of(restate, workflow, row.name());
        Timeline timeline = new Timeline(journal, row.state().status().hasEnded(), requests::step);
        RunStatus status = RunStatus.read(runs, workflow, row.name());
        return new Execution(
                row.id(),
                row.name(),
                workflow.workflowId(),
                workflow.serviceName(),
                row.state().status(),
                row.subState(timeline),
                status.phase(),
                row.status(),
                row.failedAttempts(),
                lastFailure(row),
                BlueprintRun.inputOf(payload(journal, "Input", "/payload")),
                payload(journal, "Output", "/result/Success"),
                row.error(),
                row.startedAt(),
                row.endedAt(),
                timeline.steps(),
                status.undo(),
                status.pendingApprovals(),
                metadata(row, journal));
    }

    private Map<String, String> metadata(InvocationRow row, List<JournalEntry> journal) {
        Map<String, String> metadata =
                new TreeMap<>(cancelReasons.metadata(List.of(row.id())).getOrDefault(row.id(), Map.of()));
        input(journal).flatMap(JournalEntry::correlationId).ifPresent(id -> metadata.put("correlation_id", id));
        return metadata;
    }

    /** The newest executions, newest first, without the details that only {@link #find} reads. */
    public List<Execution> newest(WorkflowTarget workflow, int limit) {
        List<InvocationRow> rows = invocations.newest(workflow, limit).stream()
                .map(InvocationRow::of)
                .toList();
        // The journals show which runs wait; Restate's status shows it only after a minute.
        Map<String, List<JournalEntry>> journals = journals(rows.stream()
                .filter(row -> row.state().subState() == SubState.RUNNING)
                .map(InvocationRow::id)
                .toList());
        Map<String, Map<String, String>> metadata =
                cancelReasons.metadata(rows.stream().map(InvocationRow::id).toList());
        return rows.stream()
                .map(row -> new Execution(
                        row.id(),
                        row.name(),
                        workflow.workflowId(),
                        workflow.serviceName(),
                        row.state().status(),
                        row.subState(new Timeline(journals.getOrDefault(row.id(), List.of()), false)),
                        null,
                        row.status(),
                        row.failedAttempts(),
                        lastFailure(row),
                        null,
                        null,
                        row.error(),
                        row.startedAt(),
                        row.endedAt(),
                        List.of(),
                        List.of(),
                        List.of(),
                        metadata.getOrDefault(row.id(), Map.of())))
                .toList();
    }

    /**
     * The pending requests of an approval of one execution.
     *
     * @param name see {@link #find}
     * @param approval the name of the approval; for a blueprint the name of the step
     * @throws ExecutionNotFoundException if the execution is named by its id or {@code latest}, and does not exist
     */
    public List<PendingApproval> pendingApprovals(WorkflowTarget workflow, String name, String approval) {
        String key = invocations.key(workflow, name);
        return RunStatus.read(runs, workflow, key).pendingApprovals().stream()
                .filter(pending -> pending.approval().equals(approval))
                .map(pending -> pending.of(workflow.workflowId(), key))
                .toList();
    }

    /** The pending approvals of all executions of these workflows, in the order of their requests. */
    public List<PendingApproval> pendingApprovals(Collection<WorkflowTarget> workflows) {
        if (workflows.isEmpty()) {
            return List.of();
        }
        Map<String, WorkflowTarget> byService =
                workflows.stream().collect(Collectors.toMap(WorkflowTarget::serviceName, Function.identity()));
        List<PendingApproval> pending = new ArrayList<>();
        for (JsonNode run : restate.query("select distinct s.service_name, s.service_key from state s"
                + " join sys_invocation i on i.target_service_name = s.service_name"
                + " and i.target_service_key = s.service_key"
                + " where i.target_handler_name = 'run' and i.status <> 'completed'"
                + " and s.key like 'landlord.approval.%' and s.service_name in " + Sql.texts(byService.keySet()))) {
            WorkflowTarget workflow = byService.get(run.path("service_name").asText());
            String name = run.path("service_key").asText();
            RunStatus.read(runs, workflow, name)
                    .pendingApprovals()
                    .forEach(approval -> pending.add(approval.of(workflow.workflowId(), name)));
        }
        pending.sort((one, other) -> one.requestedAt().compareTo(other.requestedAt()));
        return pending;
    }

    private Map<String, List<JournalEntry>> journals(List<String> ids) {
        Map<String, List<JournalEntry>> journals = new HashMap<>();
        if (!ids.isEmpty()) {
            restate.query(JournalEntry.COLUMNS + "id in " + Sql.texts(ids) + " order by id, index")
                    .forEach(row -> journals.computeIfAbsent(row.path("id").asText(), id -> new ArrayList<>())
                            .add(JournalEntry.of(row)));
        }
        return journals;
    }

    private static Optional<JournalEntry> input(List<JournalEntry> journal) {
        return journal.stream()
                .filter(entry -> entry.type().equals("Command: Input"))
                .findFirst();
    }

    /** The payload of a command; {@code null} if the journal does not contain the command, or it has no payload. */
    private static JsonNode payload(List<JournalEntry> journal, String command, String pointer) {
        return journal.stream()
                .filter(entry -> entry.type().equals("Command: " + command))
                .findFirst()
                .map(entry -> JournalEntry.json(entry.command(command).at(pointer)))
                .orElse(null);
    }

    /** The last failure; for a paused run only the events contain it. */
    private String lastFailure(InvocationRow row) {
        if (row.state().subState() != SubState.ERROR) {
            return row.lastFailure();
        }
        return restate
                .query("select event_json from sys_journal_events where id = " + Sql.text(row.id())
                        + " and event_type = 'Paused' order by appended_at desc limit 1")
                .stream()
                .map(event -> JournalEntry.parse(event.path("event_json")).at("/last_failure/error_message"))
                .map(message -> ExecutionError.firstLine(message.asText()))
                .findFirst()
                .orElse(null);
    }
}
