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
 * The cost of the engine alone: of a step and of a branch, on a journal that stores nothing. Run it
 * with {@code -prof gc} for the bytes. It does not measure JSON, a server or the block of a step.
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
        InstantJournalKt.runSteps();
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
