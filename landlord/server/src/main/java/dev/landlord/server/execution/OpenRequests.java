package dev.landlord.server.execution;

import com.fasterxml.jackson.databind.JsonNode;
import dev.landlord.server.restate.RestateApi;
import dev.landlord.server.restate.Sql;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Reads the approval requests that wait for a decision from Restate's tables, in one query: a request is state of its run,
 * and its decision is a durable promise.
 */
final class OpenRequests {
    /** The state is {@code landlord.approval.finance.1}, and the promise {@code approval/finance/1}. */
    private static final String STATE = "landlord.approval.";

    private static final String PROMISE = "approval/";

    private OpenRequests() {}

    /** The pending approvals of all executions of these workflows, in the order of their requests. */
    static List<PendingApproval> read(RestateApi restate, Collection<WorkflowTarget> workflows) {
        return read(restate, workflows, "");
    }

    /** The pending approvals of one execution, in the order of their requests. */
    static List<PendingApproval> of(RestateApi restate, WorkflowTarget workflow, String execution) {
        return read(restate, List.of(workflow), " and s.service_key = " + Sql.text(execution));
    }

    private static List<PendingApproval> read(
            RestateApi restate, Collection<WorkflowTarget> workflows, String condition) {
        if (workflows.isEmpty()) {
            return List.of();
        }
        Map<String, WorkflowTarget> byService =
                workflows.stream().collect(Collectors.toMap(WorkflowTarget::serviceName, Function.identity()));
        List<PendingApproval> pending = new ArrayList<>();
        for (JsonNode row : restate.query(sql(byService.keySet()) + condition)) {
            pending.add(of(row, byService.get(row.path("service_name").asText())));
        }
        pending.sort(Comparator.comparing(PendingApproval::requestedAt));
        return pending;
    }

    private static String sql(Collection<String> services) {
        return "select s.service_name, s.service_key, s.key, s.value_utf8 from state s"
                + " join sys_invocation i on i.target_service_name = s.service_name"
                + " and i.target_service_key = s.service_key"
                + " where i.target_handler_name = 'run' and i.status <> 'completed'"
                + " and s.service_name in " + Sql.texts(services) + " and s.key like " + Sql.text(STATE + "%")
                + " and not exists (select 1 from sys_promise p where p.completed"
                + " and p.service_name = s.service_name and p.service_key = s.service_key"
                + " and replace(substr(p.key, " + (PROMISE.length() + 1) + "), '/', '.') = substr(s.key, "
                + (STATE.length() + 1) + "))";
    }

    private static PendingApproval of(JsonNode row, WorkflowTarget workflow) {
        String key = row.path("key").asText();
        int end = key.lastIndexOf('.');
        JsonNode request = JournalEntry.parse(row.path("value_utf8"));
        return ApprovalRequests.shown(new PendingApproval(
                workflow.workflowId(),
                row.path("service_key").asText(),
                key.substring(STATE.length(), end),
                Integer.parseInt(key.substring(end + 1)),
                request.path("subject").asText(null),
                request.path("requestedBy").asText(null),
                request.path("requestedAt").asText(null),
                request.path("expiresAt").asText(null)));
    }
}
