package dev.landlord.samples.callers;

// region: program
import dev.landlord.samples.tenant.Budget;
import dev.landlord.samples.tenant.OrderTenantClient;
import dev.landlord.samples.tenant.ProvisionRequest;
import dev.landlord.samples.tenant.Tenant;
import dev.landlord.workflow.WorkflowPhase;
import dev.landlord.workflow.client.WorkflowClientException;
import java.time.Duration;

/** Orders a tenant, approves it, and waits for it: {@code Order http://localhost:8080 acme}. */
public final class Order {
    public static void main(String[] arguments) throws InterruptedException {
        String name = arguments[1];
        try (var client = OrderTenantClient.connect(arguments[0])) {
            var order = client.workflow(name);
            var submission = order.submit(new ProvisionRequest(name, "owner@acme.example", "large"));
            System.out.println(submission.isAlreadyStarted() ? "ordered before" : "ordered");

            while (order.status().getPhase() == WorkflowPhase.RUNNING) {
                Thread.sleep(50); // until the approval is requested
            }
            order.approveFinance("alice", new Budget(500, "cloud"));
            System.out.println(order.stage().orElse("just started"));

            Tenant tenant = order.attach(Duration.ofMinutes(5));
            System.out.println(tenant.getName() + " is at " + tenant.getUrl());
        } catch (WorkflowClientException failed) {
            System.out.println("not provisioned: " + failed.getMessage());
        }
    }
}
// endregion
