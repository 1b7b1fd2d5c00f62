package dev.landlord.benchmarks;

import dev.landlord.benchmarks.arms.KotlinSteps;
import dev.landlord.benchmarks.arms.Parcel;
import dev.landlord.workflow.WorkflowDefinition;
import dev.landlord.workflow.testing.journal.Completion;
import dev.landlord.workflow.testing.journal.RecordedJournal;
import dev.landlord.workflow.testing.memory.InMemoryRun;
import dev.landlord.workflow.testing.memory.InMemoryRunKt;
import dev.landlord.workflow.testing.memory.OtherServices;
import dev.landlord.workflow.testing.replay.Replay;
import dev.landlord.workflow.testing.replay.Schedule;
import dev.landlord.workflow.testing.replay.ScheduledSimulation;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import kotlin.coroutines.EmptyCoroutineContext;
import kotlinx.coroutines.BuildersKt;
import kotlinx.serialization.json.Json;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * How many replays of a ten-step workflow a second, on one thread: of the whole journal, which
 * compares every operation and the end. The baseline reads the same ten results from the same bytes
 * and does nothing else; no replay can do without that.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ReplayBenchmark {
    private static final WorkflowDefinition<Integer, String> TEN_STEPS = new KotlinSteps().getWorkflow();

    private final RecordedJournal journal = record();

    private static RecordedJournal record() {
        InMemoryRun<String> run = InMemoryRunKt.inMemoryRun(
                TEN_STEPS,
                10,
                new ScheduledSimulation(new Schedule(0, Set.of(), null, null)),
                "benchmark",
                false,
                true,
                OtherServices.Companion.getNone());
        try {
            BuildersKt.runBlocking(EmptyCoroutineContext.INSTANCE, (scope, caller) -> run.proceed(caller));
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
        return run.getJournal();
    }

    @Benchmark
    public int replay() {
        Object difference = new Replay<>(TEN_STEPS, journal, journal.getSize(), true, false, true).difference();
        if (difference != null) {
            throw new IllegalStateException("differs: " + difference);
        }
        return journal.getSize();
    }

    @Benchmark
    public int baselineOnlyReadsTheResults() {
        int weight = 0;
        for (Completion completion : journal.getCompletions()) {
            String json = new String(completion.getValue().toByteArray(), java.nio.charset.StandardCharsets.UTF_8);
            weight += Json.Default.decodeFromString(Parcel.Companion.serializer(), json)
                    .getWeight();
        }
        return weight;
    }
}
