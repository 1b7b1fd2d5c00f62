package dev.landlord.server.execution;

import com.fasterxml.jackson.databind.JsonNode;
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
        return query(
                byService,
                "select target_service_name as service, case when status <> 'completed' then status"
                        + " when completion_result = 'success' then 'succeeded' else 'failed' end as state,"
                        + " count(*) as number from sys_invocation where target_handler_name = 'run'"
                        + " and target_service_name in %s group by 1, 2 order by 1, 2",
                row -> new ExecutionCount(
                        byService.get(row.path("service").asText()).workflowId(),
                        row.path("state").asText(),
                        row.path("number").asLong()));
    }

    /** The pending approvals: the requests of running executions without a decision. */
    public PendingApprovals approvals() {
        Map<String, WorkflowTarget> byService = byService();
        Map<String, Long> byWorkflow = new TreeMap<>();
        List<Instant> times = query(
                byService,
                "select s.service_name as service, s.value_utf8 as request from state s"
                        + " join sys_invocation i on i.target_service_name = s.service_name"
                        + " and i.target_service_key = s.service_key and i.target_handler_name = 'run'"
                        + " left join sys_promise p on p.service_name = s.service_name"
                        + " and p.service_key = s.service_key"
                        + " and p.key = replace(replace(s.key, 'landlord.', ''), '.', '/')"
                        + " where i.status <> 'completed' and s.key like 'landlord.approval.%%'"
                        + " and s.service_name in %s and (p.completed is null or not p.completed)",
                row -> {
                    byWorkflow.merge(byService.get(row.path("service").asText()).workflowId(), 1L, Long::sum);
                    return Instant.parse(JournalEntry.parse(row.path("request"))
                            .path("requestedAt")
                            .asText());
                });
        return new PendingApprovals(byWorkflow, times.stream().min(Instant::compareTo));
    }

    private Map<String, WorkflowTarget> byService() {
        return workflows.get().stream().collect(Collectors.toMap(WorkflowTarget::serviceName, Function.identity()));
    }

    private <T> List<T> query(Map<String, WorkflowTarget> byService, String sql, Function<JsonNode, T> read) {
        return byService.isEmpty()
                ? List.of()
                : restate.query(sql.formatted(Sql.texts(byService.keySet()))).stream()
                        .map(read)
                        .toList();
    }
}
