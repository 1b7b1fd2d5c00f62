package dev.landlord.samples.landlord.execution;

import com.fasterxml.jackson.databind.JsonNode;
import dev.landlord.samples.landlord.blueprint.ApprovalSubject;
import dev.landlord.samples.landlord.restate.RestateApi;
import dev.landlord.samples.landlord.restate.Sql;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The approvals that a run of a blueprint has asked for, by the names of the steps that asked. Callers know an approval
 * by its step, and Restate by the one approval that all steps share and the number of the request. Read from the state of
 * the run, which is there while its service is away.
 */
final class ApprovalRequests {
    private static final String PREFIX = "landlord.approval." + ApprovalSubject.APPROVAL + ".";

    private final List<Request> requests;

    /** One request of a step. */
    private record Request(int number, ApprovalSubject about) {}

    private ApprovalRequests(List<Request> requests) {
        this.requests = requests;
    }

    /** Those of the run of that key. */
    static ApprovalRequests of(RestateApi restate, WorkflowTarget workflow, String name) {
        List<Request> requests = new ArrayList<>();
        for (JsonNode row : restate.query("select key, value_utf8 from state where service_name = "
                + Sql.text(workflow.serviceName()) + " and service_key = " + Sql.text(name) + " and key like "
                + Sql.text(PREFIX + "%"))) {
            int number = Integer.parseInt(row.path("key").asText().substring(PREFIX.length()));
            JsonNode subject = JournalEntry.parse(row.path("value_utf8")).path("subject");
            if (subject.isTextual()) {
                requests.add(new Request(number, ApprovalSubject.of(subject.asText())));
            }
        }
        requests.sort(Comparator.comparingInt(Request::number));
        return new ApprovalRequests(requests);
    }

    /** The name of the step that made the request; empty if none did. */
    Optional<String> step(int number) {
        return requests.stream()
                .filter(request -> request.number == number)
                .map(request -> request.about.step())
                .findFirst();
    }

    /** The number of the request that the step made; empty if it has made none. */
    Optional<Integer> number(String step) {
        return requests.stream()
                .filter(request -> request.about.step().equals(step))
                .map(Request::number)
                .findFirst();
    }

    /** As callers know an approval that waits: by the step, with its own subject. */
    static PendingApproval shown(PendingApproval pending) {
        if (!pending.approval().equals(ApprovalSubject.APPROVAL) || pending.subject() == null) {
            return pending;
        }
        ApprovalSubject about = ApprovalSubject.of(pending.subject());
        return new PendingApproval(
                pending.workflowId(),
                pending.executionName(),
                about.step(),
                1,
                about.subject(),
                pending.requestedBy(),
                pending.requestedAt(),
                pending.expiresAt());
    }
}
