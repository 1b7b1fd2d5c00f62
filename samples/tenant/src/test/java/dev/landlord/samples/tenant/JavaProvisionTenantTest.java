package dev.landlord.samples.tenant;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.landlord.workflow.testing.java.GoldenJournals;
import dev.landlord.workflow.testing.java.ReplayCheck;
import dev.landlord.workflow.testing.java.WorkflowStory;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;

class JavaProvisionTenantTest {
    private static final ProvisionRequest ACME = new ProvisionRequest("acme", "owner@acme.example", "small");

    // region: test
    @Test
    void isDeterministicOnReplay() {
        ReplayCheck.of(() -> new JavaProvisionTenant(new FakeCloud()))
                .inputs(ACME)
                .check();
    }

    @Test
    void aFailedHealthCheckUndoesEverything() {
        FakeCloud cloud = new FakeCloud();
        WorkflowStory.test(
                new JavaProvisionTenant(cloud),
                story -> story.crashDuring("start page")
                        .failStepForGood("check health", "the page does not answer")
                        .start(ACME)
                        .expectFailure("the page does not answer")
                        .expectUndone("stop page", "remove directory"));
        assertEquals(Set.of(), cloud.getMade());
    }
    // endregion

    @Test
    void continuesTheRunsOfTheWorkflowInKotlin() {
        GoldenJournals.check(Path.of("src/test/journals"), () -> new JavaProvisionTenant(new FakeCloud()));
    }
}
