package dev.landlord.benchmarks;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The cost of the engine alone: of a step, an undo action and a branch, on a journal that stores nothing and settles
 * everything at once, as a replay does. Run it with {@code -prof gc} for the bytes. It does not measure JSON, a server or the block of a step.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class EngineBenchmark {
    @Benchmark
    @OperationsPerInvocation(InstantJournalKt.COUNT)
    public void step() {
        InstantJournalKt.runSteps(InstantJournalKt.COUNT);
    }

    @Benchmark
    @OperationsPerInvocation(InstantJournalKt.MANY)
    public void stepOf10000() {
        InstantJournalKt.runSteps(InstantJournalKt.MANY);
    }

    @Benchmark
    @OperationsPerInvocation(InstantJournalKt.VERY_MANY)
    public void stepOf100000() {
        InstantJournalKt.runSteps(InstantJournalKt.VERY_MANY);
    }

    /** The registration of an undo action, and its run. */
    @Benchmark
    @OperationsPerInvocation(InstantJournalKt.COUNT)
    public void undo() {
        InstantJournalKt.runUndo();
    }

    @Benchmark
    @OperationsPerInvocation(InstantJournalKt.COUNT)
    public void branch() {
        InstantJournalKt.runBranches();
    }

    @Benchmark
    @OperationsPerInvocation(InstantJournalKt.COUNT)
    public void branchOfTen() {
        InstantJournalKt.runForks();
    }
}
