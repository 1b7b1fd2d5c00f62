package dev.landlord.benchmarks;

import dev.landlord.benchmarks.arms.JavaSteps;
import dev.landlord.workflow.testing.java.WorkflowStory;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityOptions;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * How many tests of a ten-step workflow a second, on one thread. A story runs the workflow, and then replays every
 * prefix of its journal. Temporal's test environment runs it; one test of it starts and stops an environment, as its
 * JUnit extension does, and in the other all tests share one.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class TestKitBenchmark {
    private static final String QUEUE = "parcels";

    /** The steps. */
    @ActivityInterface
    public interface Post {
        String send(int parcel);
    }

    /** Sends parcels, one after the other. */
    @WorkflowInterface
    public interface SendParcels {
        @WorkflowMethod
        String run(int count);
    }

    /** Ten activities, as ten steps. */
    public static final class SendParcelsInOrder implements SendParcels {
        private final Post post = Workflow.newActivityStub(
                Post.class,
                ActivityOptions.newBuilder()
                        .setStartToCloseTimeout(Duration.ofMinutes(1))
                        .build());

        @Override
        public String run(int count) {
            int sent = 0;
            for (int n = 0; n < count; n++) {
                sent += post.send(n).length();
            }
            return sent + " kg";
        }
    }

    private TestWorkflowEnvironment shared;

    @Setup(Level.Trial)
    public void startEnvironment() {
        shared = environment();
    }

    @TearDown(Level.Trial)
    public void stopEnvironment() {
        shared.close();
    }

    private static TestWorkflowEnvironment environment() {
        TestWorkflowEnvironment environment = TestWorkflowEnvironment.newInstance();
        Worker worker = environment.newWorker(QUEUE);
        worker.registerWorkflowImplementationTypes(SendParcelsInOrder.class);
        worker.registerActivitiesImplementations((Post) parcel -> "parcel-" + parcel);
        environment.start();
        return environment;
    }

    private static String run(TestWorkflowEnvironment environment) {
        WorkflowClient client = environment.getWorkflowClient();
        WorkflowOptions options =
                WorkflowOptions.newBuilder().setTaskQueue(QUEUE).build();
        return client.newWorkflowStub(SendParcels.class, options).run(10);
    }

    @Benchmark
    public void story() {
        WorkflowStory.test(new JavaSteps(), story -> story.start(10));
    }

    @Benchmark
    public String baselineTemporal() {
        try (TestWorkflowEnvironment own = environment()) {
            return run(own);
        }
    }

    @Benchmark
    public String baselineTemporalInOneEnvironment() {
        return run(shared);
    }
}
