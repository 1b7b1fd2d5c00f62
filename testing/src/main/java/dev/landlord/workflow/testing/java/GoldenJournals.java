package dev.landlord.workflow.testing.java;

import dev.landlord.workflow.java.WorkflowBody;
import dev.landlord.workflow.testing.JavaApi;
import java.nio.file.Path;
import java.util.function.Supplier;

/**
 * Replays golden journals against today's code, which must be able to continue the runs of earlier code. {@link
 * WorkflowStory#expectReplayOf} and {@link LiveReplay#saveTo} write such files.
 */
public final class GoldenJournals {
    private GoldenJournals() {}

    /**
     * Replays the journals. Blocks. Runs no block of a step, so the dependencies of the workflow can be fakes that do
     * nothing.
     *
     * @param files a file, or a folder that contains files with the extension {@code .json}
     * @param workflow creates the workflow; called once for each journal
     * @throws AssertionError if a replay or its end differs from a journal, LW147, with the differences of all journals;
     *     if a file cannot be read, or the folder has no journals, LW148
     */
    public static void check(Path files, Supplier<? extends WorkflowBody<?, ?>> workflow) {
        JavaApi.checkGoldenJournalsInJava(files, workflow);
    }
}
