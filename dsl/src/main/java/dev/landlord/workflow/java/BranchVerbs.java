package dev.landlord.workflow.java;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** The verbs of {@link Workflow} that run code of the body in branches of the run, or as a part of it. */
public interface BranchVerbs {
    /**
     * Runs the branches at the same time, and returns their results in order when all have ended. Blocks the body.
     * Journal: the entries of the branches, in an order that the journal records.
     *
     * <p>Branches are code of the body and use the verbs. They take turns; only the blocks of their steps run at the same
     * time. The first terminal failure stops the other branches, whose steps in flight settle first (guarantee G3); then
     * this throws the failure.
     */
    <T extends @Nullable Object> List<T> parallel(List<? extends Callable<? extends T>> branches);

    /** Runs branches without results. */
    void parallel(ThrowingRunnable... branches);

    /** Runs two branches, and returns {@code join} of their results. */
    <A extends @Nullable Object, B extends @Nullable Object, R extends @Nullable Object> R parallel(
            Callable<A> first, Callable<B> second, ThrowingBiFunction<A, B, R> join);

    /**
     * Runs {@code body} for each item in a branch of its own, all at once, and returns the results in the order of the
     * items; as {@link #parallel}.
     *
     * @param items must have the same order at every replay: no {@code HashSet}
     */
    <T extends @Nullable Object, R extends @Nullable Object> List<R> forEachParallel(
            Iterable<T> items, ThrowingFunction<T, R> body);

    /**
     * Runs {@code body} for each item, at most {@code concurrency} at a time; 1 or more. Items start in their order, the
     * next as soon as a branch is free.
     */
    <T extends @Nullable Object, R extends @Nullable Object> List<R> forEachParallel(
            Iterable<T> items, int concurrency, ThrowingFunction<T, R> body);

    /**
     * Runs the branches, and ends like the first that ends: returns its result or throws its failure. Blocks the body.
     * The journal decides which branch is first. The other branches are stopped: a wait is abandoned, a step in flight
     * settles first (G3), a service that was called is cancelled. The undo actions of the losers run before the race ends.
     *
     * @param branches at least one
     */
    <T extends @Nullable Object> T race(List<? extends Callable<? extends T>> branches);

    /** A race of two branches. */
    <T extends @Nullable Object> T race(Callable<? extends T> first, Callable<? extends T> second);

    /** A race after which the undo actions of the losers are kept, and run if the run fails later. */
    <T extends @Nullable Object> T raceKeepingUndo(List<? extends Callable<? extends T>> branches);

    /**
     * Runs {@code block} as a saga of its own. If it fails, its undo actions run in reverse order of registration; then
     * this throws the failure, which the body may catch. When it returns, its undo actions are added to those of the
     * enclosing saga. Blocks the body. Journal: the entries of the block, and one Run for each undo action that runs.
     */
    <T extends @Nullable Object> T saga(Callable<T> block);

    /** Runs a saga without a result. */
    void saga(ThrowingRunnable block);

    /**
     * Runs {@code block} with a durable time limit, and returns its result. At the limit the block is stopped like the
     * loser of a race: a wait is abandoned, a step in flight settles first (G3). Its undo actions are kept. Blocks the
     * body. Journal: one Sleep, and the entries of the block.
     *
     * @param timeout not negative, at most 36,500 days
     * @throws dev.landlord.workflow.WorkflowTimeoutException if the time limit was reached
     */
    <T extends @Nullable Object> T withTimeout(Duration timeout, Callable<T> block);

    /** Runs a block without a result with a time limit. */
    void withTimeout(Duration timeout, ThrowingRunnable block);

    /** Runs a block with a time limit; empty if the limit was reached. The result must not be {@code null}. */
    <T> Optional<T> withTimeoutOrEmpty(Duration timeout, Callable<T> block);
}
