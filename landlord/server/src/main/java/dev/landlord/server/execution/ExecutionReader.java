package dev.landlord.server.execution;

import com.fasterxml.jackson.databind.JsonNode;
import dev.landlord.server.blueprint.BlueprintRun;
import dev.landlord.server.config.ServiceNames;
import dev.landlord.server.restate.RestateApi;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

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
    private final Journals journals;
    private final CancelReasons cancelReasons;

    public ExecutionReader(RestateApi restate, ServiceNames names) {
        this.restate = restate;
        this.runs = restate.withTimeout(STATUS_TIMEOUT);
        this.invocations = new Invocations(restate);
        this.journals = new Journals(restate);
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
        List<JournalEntry> journal = journals.of(row.id());
        ApprovalRequests requests = ApprovalRequests.of(restate, workflow, row.name());
        Timeline timeline = new Timeline(journal, row.state().status().hasEnded(), requests::step);
        RunStatus status = RunStatus.read(runs, workflow, row.name());
        return new Execution(
                row.id(),
                row.name(),
                workflow.workflowId(),
                workflow.serviceName(),
                row.state().status(),
                row.subState(timeline.isWaiting()),
                status.phase(),
                row.status(),
                row.failedAttempts(),
                PausedFailures.of(restate, List.of(row)).getOrDefault(row.id(), row.lastFailure()),
                BlueprintRun.inputOf(payload(journal, "Input", "/payload")),
                payload(journal, "Output", "/result/Success"),
                row.error(),
                row.createdAt(),
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
        return page(workflow, ExecutionFilter.none(), 0, limit).executions();
    }

    /**
     * The matching executions, newest first: at most {@code limit}, without the first {@code offset}, and without the
     * details that only {@link #find} reads. Restate selects and counts them, so their number hardly matters. If {@link
     * ExecutionFilter#needsJournals()}, the journals of the executions that Restate has in memory are read first.
     */
    public ExecutionPage page(WorkflowTarget workflow, ExecutionFilter filter, int offset, int limit) {
        Optional<Set<String>> waiting = filter.needsJournals()
                ? Optional.of(journals.waiting(invocations.inMemory(workflow, FilterSql.beforeJournals(filter))))
                : Optional.empty();
        String condition = FilterSql.condition(filter, waiting.orElse(Set.of()));
        List<InvocationRow> rows = invocations.page(workflow, condition, offset, limit).stream()
                .map(InvocationRow::of)
                .toList();
        boolean isAll = offset == 0 && rows.size() < limit;
        return new ExecutionPage(
                listed(workflow, rows, waiting), isAll ? rows.size() : invocations.count(workflow, condition));
    }

    /** @param waiting the runs that only wait, if they are known, so that each execution has a selected sub-state */
    private List<Execution> listed(WorkflowTarget workflow, List<InvocationRow> rows, Optional<Set<String>> waiting) {
        Set<String> onlyWaiting = waiting.orElseGet(() -> journals.waiting(rows.stream()
                .filter(row -> row.state().subState() == SubState.RUNNING)
                .map(InvocationRow::id)
                .toList()));
        Map<String, String> pausedFailures = PausedFailures.of(restate, rows);
        Map<String, Map<String, String>> metadata =
                cancelReasons.metadata(rows.stream().map(InvocationRow::id).toList());
        return rows.stream()
                .map(row -> new Execution(
                        row.id(),
                        row.name(),
                        workflow.workflowId(),
                        workflow.serviceName(),
                        row.state().status(),
                        row.subState(onlyWaiting.contains(row.id())),
                        null,
                        row.status(),
                        row.failedAttempts(),
                        pausedFailures.getOrDefault(row.id(), row.lastFailure()),
                        null,
                        null,
                        row.error(),
                        row.createdAt(),
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
        return OpenRequests.of(restate, workflow, invocations.key(workflow, name)).stream()
                .filter(pending -> pending.approval().equals(approval))
                .toList();
    }

    /** The pending approvals of all executions of these workflows, in the order of their requests. */
    public List<PendingApproval> pendingApprovals(Collection<WorkflowTarget> workflows) {
        return OpenRequests.read(restate, workflows);
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
}
