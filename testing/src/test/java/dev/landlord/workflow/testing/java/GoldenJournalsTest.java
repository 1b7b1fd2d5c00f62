package dev.landlord.workflow.testing.java;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.landlord.workflow.java.Workflow;
import dev.landlord.workflow.java.WorkflowBody;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GoldenJournalsTest {
    /** Runs a step with a name that a later version may change. */
    static final class Pay implements WorkflowBody<String, String> {
        private final String step;

        Pay(String step) {
            this.step = step;
        }

        @Override
        public String run(Workflow wf, String input) {
            return wf.step(step, String.class, () -> input);
        }
    }

    @Test
    @DisplayName("the journal of a story is replayed by today's code, and not by code with another step")
    void golden(@TempDir Path journals) {
        Path file = journals.resolve("pay.json");
        String before = System.getProperty("landlord.golden");
        System.setProperty("landlord.golden", "write");
        try {
            WorkflowStory.test(new Pay("pay"), story -> story.start("tea").expectReplayOf(file));
        } finally {
            if (before == null) {
                System.clearProperty("landlord.golden");
            } else {
                System.setProperty("landlord.golden", before);
            }
        }
        if (before == null) {
            WorkflowStory.test(new Pay("pay"), story -> story.start("tea").expectReplayOf(file));
        }
        GoldenJournals.check(journals, () -> new Pay("pay"));
        String message = assertThrows(AssertionError.class, () -> GoldenJournals.check(file, () -> new Pay("charge")))
                .getMessage();
        assertTrue(message.startsWith("[LW147] "), message);
        assertTrue(message.contains("replayed  step \"charge\" at GoldenJournalsTest.java:"), message);
    }
}
