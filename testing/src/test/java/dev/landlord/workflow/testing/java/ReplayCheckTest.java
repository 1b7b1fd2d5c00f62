package dev.landlord.workflow.testing.java;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.landlord.workflow.java.Workflow;
import dev.landlord.workflow.java.WorkflowBody;
import dev.landlord.workflow.testing.java.ProvisionTenant.Budget;
import dev.landlord.workflow.testing.java.ProvisionTenant.FakeCloud;
import dev.landlord.workflow.testing.java.ProvisionTenant.ProvisionRequest;
import dev.landlord.workflow.testing.replay.Schedule;
import dev.restate.common.Request;
import dev.restate.common.Target;
import dev.restate.serde.TypeRef;
import dev.restate.serde.TypeTag;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ReplayCheckTest {
    @Test
    @DisplayName("a deterministic body replays the same way, approved, rejected or not decided")
    void deterministic() {
        List<String> stages = Collections.synchronizedList(new ArrayList<>());
        // region: replay
        ReplayCheck.of(() -> new ProvisionTenant(new FakeCloud()))
                .inputs(new ProvisionRequest("acme"), new ProvisionRequest("initech"))
                .inputsFrom(List.of(new ProvisionRequest("hooli")))
                .iterations(50)
                .whenWaiting(actor -> actor.approve(p -> p.finance, "alice", new Budget(5)))
                .check();
        // endregion
        ReplayCheck.of(() -> new ProvisionTenant(new FakeCloud()))
                .inputs(new ProvisionRequest("acme"))
                .iterations(4)
                .seed(7)
                .whenWaiting(actor -> stages.add(actor.read(p -> p.stage)))
                .check();
        assertTrue(stages.contains("waiting for finance"));
    }

    /** Names a step after a value that differs on each replay. */
    static final class Hidden implements WorkflowBody<String, String> {
        @Override
        public String run(Workflow wf, String input) {
            wf.step("validate", () -> {});
            String account = input + UUID.randomUUID();
            return wf.step("open " + account.length(), String.class, () -> account);
        }
    }

    @Test
    @DisplayName("a captured value that differs is found, with its line and a test in Java that repeats it")
    void captured() {
        String message = assertThrows(
                        AssertionError.class,
                        () -> ReplayCheck.of(Hidden::new)
                                .inputs("say \"ada\"")
                                .iterations(5)
                                .seed(7)
                                .check())
                .getMessage();
        assertTrue(message.startsWith("[LW141] the workflow: expected each replay"), message);
        assertTrue(message.contains("at ReplayCheckTest.java:"), message);
        assertTrue(message.contains("""
                            @Test
                            void replaysTheSameWay() {
                                ReplayCheck.of(() -> new Hidden(/* its dependencies */))
                                        .inputJson("\\"say \\\\\\"ada\\\\\\"\\"")
                                        .schedule(new Schedule(0L, Set.of(), null, null))
                                        .check();
                            }\
                        """.stripTrailing()), message);
        String repeated = assertThrows(
                        AssertionError.class,
                        () -> ReplayCheck.of(() -> new Hidden(/* its dependencies */ ))
                                .inputJson("\"say \\\"ada\\\"\"")
                                .schedule(new Schedule(0L, Set.of(), null, null))
                                .check())
                .getMessage();
        String found = "found at entry 3 another value of `captured variable 1`, which its block uses";
        assertTrue(message.contains(found), message);
        assertTrue(repeated.contains(found), repeated);
    }

    /** Calls another service. */
    static final class Charge implements WorkflowBody<Integer, List<String>> {
        @Override
        public List<String> run(Workflow wf, Integer input) {
            return wf.call(Request.of(
                            Target.virtualObject("Account", "acme", "charge"),
                            TypeTag.of(Integer.class),
                            TypeTag.of(new TypeRef<List<String>>() {}),
                            input)
                    .build());
        }
    }

    @Test
    @DisplayName("other services answer, with their key and with generic types")
    void answers() {
        ReplayCheck.of(Charge::new)
                .inputs(3)
                .iterations(3)
                .answers(a -> a.answer(
                        "Account/charge",
                        new TypeRef<Integer>() {},
                        new TypeRef<List<String>>() {},
                        (request, amount) -> List.of(request.getKey().orElseThrow(), "" + amount)))
                .check();
        String message = assertThrows(
                        AssertionError.class,
                        () -> ReplayCheck.of(Charge::new)
                                .inputs(3)
                                .iterations(1)
                                .check())
                .getMessage();
        assertTrue(message.startsWith("[LW155]"), message);
    }

    @Test
    @DisplayName("a check without inputs is refused")
    void noInputs() {
        assertTrue(assertThrows(
                        IllegalArgumentException.class,
                        () -> ReplayCheck.of(Charge::new).check())
                .getMessage()
                .startsWith("[LW143]"));
    }
}
