package dev.landlord.server.execution;

import com.fasterxml.jackson.databind.JsonNode;
import dev.landlord.server.blueprint.ApprovalSubject;
import dev.landlord.server.restate.RestateApi;
import dev.landlord.server.restate.Sql;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The approval requests of a run of a blueprint, by the names of their steps. Callers identify an approval by its step. At
 * Restate, all steps share one approval, and each request has a number. This class reads the state of the run from
 * Restate's tables, so it works while the service of the run does not respond.
 */
final class ApprovalRequests {
    private static final String PREFIX = "landlord.approval." + ApprovalSubject.APPROVAL + ".";

    private final List<Request> requests;

    /** One request of a step. */
    private record Request(int number, ApprovalSubject subject) {}

    private ApprovalRequests(List<Request> requests) {
        this.requests = requests;
    }

    /** The requests of the run of that key. */
    static ApprovalRequests of(RestateApi restate, WorkflowTarget workflow, String name) {
        List<Request> requests = new ArrayList<>();
        for (JsonNode row : restate.query("select key, value_utf8 from state where service_name = "
                + Sql.text(workflow.serviceName()) + " and service_key = " + Sql.text(name) + " and key like "
                + Sql.text(PREFIX + "%"))) {
            int number = Integer.parseInt(row.path("key").asText().substring(PREFIX.length()));
            JsonNode text = JournalEntry.parse(row.path("value_utf8")).path("subject");
            if (text.isTextual()) {
                requests.add(new Request(number, ApprovalSubject.of(text.asText())));
            }
        }
        requests.sort(Comparator.comparingInt(Request::number));
        return new ApprovalRequests(requests);
    }

    /** The name of the step of the request of that number; empty if there is no such request. */
    Optional<String> step(int number) {
        return requests.stream()
                .filter(request -> request.number == number)
                .map(request -> request.subject.step())
                .findFirst();
    }

    /** The number of the step's request; empty if there is none. */
    Optional<Integer> number(String step) {
        return requests.stream()
                .filter(request -> request.subject.step().equals(step))
                .map(Request::number)
                .findFirst();
    }

    /** Replaces the shared approval by the step and its subject, by which callers identify the approval. */
    static PendingApproval shown(PendingApproval pending) {
        if (!pending.approval().equals(ApprovalSubject.APPROVAL) || pending.subject() == null) {
            return pending;
        }
        ApprovalSubject subject = ApprovalSubject.of(pending.subject());
        return new PendingApproval(
                pending.workflowId(),
                pending.executionName(),
                subject.step(),
                1,
                subject.subject(),
                pending.requestedBy(),
                pending.requestedAt(),
                pending.expiresAt());
    }
}
