package dev.landlord.workflow.testing.java;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.landlord.workflow.Approval;
import dev.landlord.workflow.ApprovalInput;
import dev.landlord.workflow.Awakeable;
import dev.landlord.workflow.DecisionInput;
import dev.landlord.workflow.Promise;
import dev.landlord.workflow.RetryPolicy;
import dev.landlord.workflow.Signal;
import dev.landlord.workflow.WorkflowPhase;
import dev.landlord.workflow.java.StepOptions;
import dev.landlord.workflow.java.Workflow;
import dev.landlord.workflow.java.WorkflowBody;
import dev.landlord.workflow.testing.java.ProvisionTenant.Budget;
import dev.landlord.workflow.testing.java.ProvisionTenant.FakeCloud;
import dev.landlord.workflow.testing.java.ProvisionTenant.ProvisionRequest;
import dev.landlord.workflow.testing.java.ProvisionTenant.Tenant;
import dev.restate.common.Request;
import dev.restate.common.Target;
import dev.restate.sdk.common.TerminalException;
import dev.restate.serde.TypeTag;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class WorkflowStoryTest {
    private final FakeCloud cloud = new FakeCloud();

    @Test
    @DisplayName("an approved tenant gets a page")
    void approved() {
        WorkflowStory.test(new ProvisionTenant(cloud), "acme", story -> {
            story.crashDuring("create directory")
                    .start(new ProvisionRequest("acme"))
                    .expectWaitingFor("finance")
                    .advanceBy(Duration.ofDays(2));
            assertEquals("waiting for finance", story.read(p -> p.stage));
            assertEquals(WorkflowPhase.WAITING_FOR_APPROVAL, story.status().getPhase());
            assertEquals(Instant.parse("2026-01-03T12:00:00Z"), story.now());
            story.approve(p -> p.finance, "alice", new Budget(5))
                    .expectResult(new Tenant("acme", "https://acme", new Budget(5)))
                    .expectDone("create directory", "ask finance", "start page")
                    .expectUndone();
            assertTrue(story.toString().contains("step \"start page\""), story.toString());
        });
    }

    // region: story
    @Test
    @DisplayName("a tenant whose page does not start is undone")
    void undone() {
        WorkflowStory.test(
                new ProvisionTenant(cloud),
                story -> story.failStepForGood("start page", "no space", 507)
                        .start(new ProvisionRequest("acme"))
                        .approve(p -> p.finance, new ApprovalInput<>("alice", new Budget(5)), Map.of("x-user", "alice"))
                        .expectFailure("no space")
                        .expectFailure("no space", 507)
                        .expectUndone("remove directory"));
        assertEquals("remove acme", cloud.calls.get(cloud.calls.size() - 1));
    }
    // endregion

    @Test
    @DisplayName("a rejected tenant, and one that no actor approves in time, are undone")
    void rejected() {
        WorkflowStory.test(
                new ProvisionTenant(cloud),
                story -> story.start(new ProvisionRequest("acme"))
                        .reject(p -> p.finance, "alice", "too much")
                        .expectUndone("remove directory"));
        WorkflowStory.test(
                new ProvisionTenant(cloud),
                story -> story.start(new ProvisionRequest("acme"))
                        .reject(p -> p.finance, "alice")
                        .expectUndone("remove directory"));
        WorkflowStory.test(
                new ProvisionTenant(cloud),
                story -> story.start(new ProvisionRequest("acme"))
                        .reject(p -> p.finance, new DecisionInput("alice"))
                        .expectUndone("remove directory"));
        WorkflowStory.test(
                new ProvisionTenant(cloud),
                story -> story.start(new ProvisionRequest("acme"))
                        .advanceUntilEnd()
                        .expectUndone("remove directory"));
    }

    @Test
    @DisplayName("a run survives crashes, failures and a cancellation")
    void disturbed() {
        WorkflowStory.test(
                new ProvisionTenant(cloud),
                story -> story.crashBefore("create directory")
                        .crashAfter("create directory")
                        .failStep("create directory", 2)
                        .failStep("ask finance")
                        .hold("start page")
                        .start(new ProvisionRequest("acme"))
                        .crash()
                        .approve(p -> p.finance, new ApprovalInput<>("alice", new Budget(1)))
                        .expectWaitingFor("start page")
                        .release("start page")
                        .expectResult(new Tenant("acme", "https://acme", new Budget(1))));
        WorkflowStory.test(
                new ProvisionTenant(cloud),
                story -> story.crashAfterEveryEntry()
                        .start(new ProvisionRequest("acme"))
                        .cancel()
                        .expectCancelled()
                        .expectUndone("remove directory"));
    }

    @Test
    @DisplayName("an unmet expectation, and a refused decision, are reported")
    void unmet() {
        String message = assertThrows(
                        AssertionError.class,
                        () -> WorkflowStory.test(
                                new ProvisionTenant(cloud),
                                story -> story.start(new ProvisionRequest("acme"))
                                        .expectDone("start page")))
                .getMessage();
        assertTrue(message.startsWith("[LW145] expectDone(\"start page\"): expected exactly"), message);
        assertTrue(assertThrows(AssertionError.class, () -> WorkflowStory.test(new ProvisionTenant(cloud), story -> {}))
                .getMessage()
                .startsWith("[LW144]"));
        WorkflowStory.test(new ProvisionTenant(cloud), story -> {
            story.start(new ProvisionRequest("acme"));
            TerminalException refused =
                    assertThrows(TerminalException.class, () -> story.approve(p -> p.legal, "alice"));
            assertEquals(404, refused.getCode());
        });
    }

    /** Uses each kind of declaration, also those without a value. */
    public static final class Everything implements WorkflowBody<@Nullable Void, @Nullable Void> {
        public final Approval<Void> legal = Approval.of();
        public final Signal<Void> confirmed = Signal.of();
        public final Signal<String> renamed = Signal.of(String.class);
        public final Promise<String> ready = Promise.of(String.class);
        public final Promise<Void> closed = Promise.of(Void.class);
        String awakeable = "";
        String renamedTo = "";

        @Override
        public @Nullable Void run(Workflow wf, @Nullable Void input) {
            wf.awaitApproval(legal);
            wf.awaitSignal(confirmed);
            String name = wf.awaitSignal(renamed);
            wf.await(ready);
            wf.await(closed);
            Awakeable<Integer> callback = wf.awakeable(Integer.class);
            wf.step("send", () -> awakeable = callback.getId());
            int size = wf.await(callback);
            Integer paid = wf.call(Request.of(
                            Target.service("Payments", "charge"),
                            TypeTag.of(Integer.class),
                            TypeTag.of(Integer.class),
                            size)
                    .build());
            wf.step("rename", () -> renamedTo = name + paid);
            return null;
        }
    }

    @Test
    @DisplayName("signals, promises, awakeables and other services, also without a value")
    void everything() {
        Everything body = new Everything();
        WorkflowStory.test(body, story -> {
            story.answers(a -> a.answer("Payments/charge", Integer.class, Integer.class, amount -> amount + 1))
                    .start(null)
                    .approve(p -> p.legal, "carol")
                    .send(p -> p.confirmed)
                    .send(p -> p.renamed, "acme")
                    .complete(p -> p.ready, "yes")
                    .complete(p -> p.closed);
            assertEquals("yes", story.readPromise(p -> p.ready));
            assertNull(story.readPromise(p -> p.closed));
            story.resolveAwakeable(body.awakeable, "7").expectResult(null);
        });
        assertEquals("acme8", body.renamedTo);
        WorkflowStory.test(
                new Everything(),
                story -> story.start(null)
                        .approve(p -> p.legal, new DecisionInput("carol"))
                        .expectWaitingFor("confirmed"));
        WorkflowStory.test(
                new Everything(),
                story -> story.start(null)
                        .approve(p -> p.legal, new DecisionInput("carol"), Map.of())
                        .expectWaitingFor("confirmed"));
        WorkflowStory.test(
                new Everything(),
                story -> story.start(null)
                        .reject(p -> p.legal, new DecisionInput("carol"), Map.of("x-user", "carol"))
                        .expectDone());
    }

    /** Tries a step once. */
    static final class Once implements WorkflowBody<String, String> {
        @Override
        public String run(Workflow wf, String input) {
            return wf.step("try", String.class, StepOptions.withRetry(RetryPolicy.NONE), () -> input);
        }
    }

    @Test
    @DisplayName("a step fails with the exception that the test gives")
    void failure() {
        WorkflowStory.test(
                new Once(),
                story -> story.failStep("try", 1, new IllegalArgumentException("bad"))
                        .start("x")
                        .expectFailure("step \"try\" failed: java.lang.IllegalArgumentException: bad"));
        String unused = assertThrows(
                        AssertionError.class,
                        () -> WorkflowStory.test(
                                new Once(),
                                story -> story.failStepForGood("tyr", "no").start("x")))
                .getMessage();
        assertTrue(unused.startsWith("[LW146]"), unused);
    }
}
