package dev.landlord.workflow;

import java.time.Duration;

/** Java code that creates a request for an approval. */
public final class RequestFromJava {
    private RequestFromJava() {}

    public static <T> DecisionRequest<T> request(Approval<T> approval, Duration within) {
        return approval.request().withSubject("5 chairs").withRequestedBy("bob").within(within);
    }
}
