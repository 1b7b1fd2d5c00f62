package dev.landlord.docs;

import dev.landlord.workflow.WorkflowPhase;
import dev.landlord.workflow.client.ClientOptions;
import dev.landlord.workflow.client.RunFailedException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

final class JavaCalling {
    private JavaCalling() {}

    static String rented(RentToolsClient.Run rental) {
        // region: caller
        try {
            return rental.attach(Duration.ofMinutes(5));
        } catch (RunFailedException failed) {
            OutOfQuota quota = failed.getFailure(OutOfQuota.class).orElseThrow(() -> failed);
            return "at most " + quota.getLimit();
        }
        // endregion
    }

    static WorkflowPhase phase(RentToolsClient.Run rental) {
        // region: status
        WorkflowPhase phase = rental.status().getPhase();
        // endregion
        return phase;
    }

    static CompletableFuture<String> rentLater(RentToolsClient client, Order order) {
        // region: future
        CompletableFuture<String> rented = client.workflow("order-7")
                .runAsync(order, Duration.ofMinutes(5))
                .thenApply(result -> "rented: " + result);
        // endregion
        return rented;
    }

    static void rentInScope(RentToolsClient client, Order order) {
        // region: scope
        RentToolsClient.Run rental = client.scope("gold").workflow("order-7");
        rental.submit(order);
        // endregion
    }

    static RentToolsClient connect(String url, String key) {
        // region: options
        RentToolsClient client = RentToolsClient.connect(
                ClientOptions.to(url).apiKey(key).header("x-team", "blue").requestTimeout(Duration.ofSeconds(10)));
        // endregion
        return client;
    }
}
