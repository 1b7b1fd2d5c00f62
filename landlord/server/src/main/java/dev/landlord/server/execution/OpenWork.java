package dev.landlord.server.execution;

import dev.landlord.server.restate.RestateApi;
import dev.landlord.server.restate.Sql;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Counts executions and open approvals in Restate's tables, without a request to any run. */
public final class OpenWork {
    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    private final RestateApi restate;
    private final Supplier<Collection<WorkflowTarget>> workflows;

    /** @param workflows the workflows to count */
    public OpenWork(RestateApi restate, Supplier<Collection<WorkflowTarget>> workflows) {
        this.restate = restate.withTimeout(TIMEOUT);
        this.workflows = workflows;
    }

    /**
     * A number of executions.
     *
     * @param status the status at Restate: {@code running}, {@code suspended}, {@code backing-off} …; {@code succeeded} or
     *     {@code failed} for a completed execution
     */
    public record ExecutionCount(String workflowId, String status, long count) {}

    /**
     * The approvals that wait for a decision.
     *
     * @param oldest the time of the oldest request
     */
    public record PendingApprovals(Map<String, Long> byWorkflow, Optional<Instant> oldest) {}

    /** The numbers of executions by workflow and status. */
    public List<ExecutionCount> executions() {
        Map<String, WorkflowTarget> byService = byService();
        if (byService.isEmpty()) {
            return List.of();
        }
        String sql = "select target_service_name as service, case when status <> 'completed' then status"
                + " when completion_result = 'success' then 'succeeded' else 'failed' end as state,"
                + " count(*) as number from sys_invocation where target_handler_name = 'run'"
                + " and target_service_name in " + Sql.texts(byService.keySet()) + " group by 1, 2 order by 1, 2";
        return restate.query(sql).stream()
                .map(row -> new ExecutionCount(
                        byService.get(row.path("service").asText()).workflowId(),
                        row.path("state").asText(),
                        row.path("number").asLong()))
                .toList();
    }

    /** The pending approvals of all workflows. */
    public PendingApprovals approvals() {
        List<PendingApproval> pending = OpenRequests.read(restate, workflows.get());
        Map<String, Long> byWorkflow = pending.stream()
                .collect(Collectors.groupingBy(PendingApproval::workflowId, TreeMap::new, Collectors.counting()));
        return new PendingApprovals(
                byWorkflow,
                pending.stream().findFirst().map(PendingApproval::requestedAt).map(Instant::parse));
    }

    private Map<String, WorkflowTarget> byService() {
        return workflows.get().stream().collect(Collectors.toMap(WorkflowTarget::serviceName, Function.identity()));
    }
}
