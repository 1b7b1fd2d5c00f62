package dev.landlord.workflow.testing.java;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.landlord.workflow.java.Workflow;
import dev.landlord.workflow.java.WorkflowBody;
import dev.landlord.workflow.testing.java.ProvisionTenant.FakeCloud;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A body that does something observable when it is unwound fails the story and the check of its replays. */
class UnwindingTest {
    private static final String UNWOUND = ": expected a body that does nothing observable while it is unwound";

    /** A body whose code does something at its end. */
    abstract static class Ending implements WorkflowBody<String, String> {
        final FakeCloud cloud = new FakeCloud();
        final ReentrantLock lock = new ReentrantLock();

        /** The code around the verbs. */
        abstract void around(Workflow wf, Runnable verbs);

        @Override
        public String run(Workflow wf, String input) {
            around(wf, () -> {
                wf.step("one", () -> {});
                wf.step("two", () -> {});
            });
            return input;
        }
    }

    static final class Clean extends Ending {
        @Override
        void around(Workflow wf, Runnable verbs) {
            int open = 0;
            try {
                open++;
                verbs.run();
            } catch (Exception failure) {
                cloud.call("failed");
            } finally {
                open--;
            }
            assertTrue(open == 0);
        }
    }

    static final class Wrapping extends Ending {
        @Override
        void around(Workflow wf, Runnable verbs) {
            try {
                verbs.run();
            } catch (Throwable failure) {
                throw new IllegalStateException(failure);
            }
        }
    }

    static final class CallsVerb extends Ending {
        @Override
        void around(Workflow wf, Runnable verbs) {
            try {
                verbs.run();
            } finally {
                wf.step("clean", () -> {});
            }
        }
    }

    // region: wrong
    /** WRONG: the finally block runs at each wait of the run. */
    static final class ChangesFake extends Ending {
        @Override
        void around(Workflow wf, Runnable verbs) {
            try {
                verbs.run();
            } finally {
                cloud.call("clean");
            }
        }
    }

    // endregion

    static final class CountsInStatic extends Ending {
        static int ended;

        @Override
        void around(Workflow wf, Runnable verbs) {
            try {
                verbs.run();
            } finally {
                ended++;
            }
        }
    }

    static final class Swallows extends Ending {
        @Override
        void around(Workflow wf, Runnable verbs) {
            try {
                verbs.run();
            } catch (Throwable failure) {
                // Not even logged.
            }
        }
    }

    static final class ThrowsAnother extends Ending {
        @Override
        void around(Workflow wf, Runnable verbs) {
            boolean isDone = false;
            try {
                verbs.run();
                isDone = true;
            } finally {
                Integer.parseInt(isDone ? "1" : "x");
            }
        }
    }

    static final class SwallowsInBranch extends Ending {
        @Override
        void around(Workflow wf, Runnable verbs) {
            Callable<String> branch = () -> {
                try {
                    return wf.step("branch", String.class, () -> "done");
                } catch (Throwable failure) {
                    return "swallowed";
                }
            };
            wf.parallel(List.of(branch));
        }
    }

    static final class Synchronized extends Ending {
        @Override
        void around(Workflow wf, Runnable verbs) {
            synchronized (cloud) {
                verbs.run();
            }
        }
    }

    static final class Locked extends Ending {
        @Override
        void around(Workflow wf, Runnable verbs) {
            lock.lock();
            try {
                verbs.run();
            } finally {
                lock.unlock();
            }
        }
    }

    @Test
    @DisplayName("a body whose finally changes only its local variables is accepted, and one that wraps the error")
    void accepted() {
        WorkflowStory.test(new Clean(), story -> story.start("x").expectResult("x"));
        WorkflowStory.test(new Wrapping(), story -> story.start("x").expectResult("x"));
        ReplayCheck.of(Clean::new).inputs("x").iterations(10).check();
        ReplayCheck.of(Wrapping::new).inputs("x").iterations(1).check();
    }

    @Test
    @DisplayName("a verb in a finally is found, with its line")
    void verb() {
        String message = story(new CallsVerb());
        assertTrue(message.startsWith("[LW192] CallsVerb" + UNWOUND), message);
        assertTrue(message.contains("found that it called step(\"clean\") at UnwindingTest.java:"), message);
        assertTrue(message.contains("register the action with compensate, or move the code after the verb"), message);
        assertTrue(message.contains("step \"one\""), message);
    }

    @Test
    @DisplayName("a change of an object that the body holds is found, with its field")
    void change() {
        String message = story(new ChangesFake());
        assertTrue(message.startsWith("[LW192] ChangesFake" + UNWOUND), message);
        assertTrue(message.contains("found that it changed its field `cloud.calls.size`: "), message);
        message = story(new CountsInStatic());
        assertTrue(message.contains("found that it changed its field `ended`: "), message);
    }

    @Test
    @DisplayName("code that stops the unwinding is found, also in a branch")
    void swallowed() {
        String message = story(new Swallows());
        assertTrue(message.contains("found that it caught the error that unwinds it, and returned"), message);
        message = story(new SwallowsInBranch());
        assertTrue(message.contains("found that it caught the error that unwinds it, and returned"), message);
        message = story(new ThrowsAnother());
        assertTrue(
                message.contains("found that it threw java.lang.NumberFormatException: For input string: \"x\""
                        + " at UnwindingTest.java:"),
                message);
    }

    @Test
    @DisplayName("the check of all replays finds it too, with a test that repeats it")
    void check() {
        String message = assertThrows(
                        AssertionError.class,
                        () -> ReplayCheck.of(ChangesFake::new)
                                .inputs("x")
                                .seed(7)
                                .check())
                .getMessage();
        assertTrue(message.startsWith("[LW192] ChangesFake" + UNWOUND), message);
        assertTrue(message.contains("ReplayCheck.of(() -> new ChangesFake("), message);
    }

    @Test
    @DisplayName("a monitor or a lock that is held around a verb is found")
    void locks() {
        String message = story(new Synchronized());
        assertTrue(
                message.startsWith("[LW185] a verb of the workflow: expected a body that holds no monitor"), message);
        assertTrue(message.contains("FakeCloud, locked at UnwindingTest.java:"), message);
        message = story(new Locked());
        assertTrue(message.startsWith("[LW185] "), message);
        assertTrue(message.contains("ReentrantLock"), message);
        message = assertThrows(
                        AssertionError.class,
                        () -> ReplayCheck.of(Synchronized::new)
                                .inputs("x")
                                .iterations(1)
                                .check())
                .getMessage();
        assertTrue(message.contains("[LW185] "), message);
    }

    private static String story(WorkflowBody<String, String> body) {
        return assertThrows(AssertionError.class, () -> WorkflowStory.test(body, story -> story.start("x")))
                .getMessage();
    }
}
