package dev.landlord.workflow.client;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;

/** A future of which cancelling the end cancels the beginning, and with it the request in flight. */
final class Pending<T> extends CompletableFuture<T> {
    private volatile CompletableFuture<?> source;

    static <T> Pending<T> of(CompletableFuture<T> source) {
        Pending<T> pending = new Pending<>();
        pending.follow(source);
        return pending;
    }

    /** What it gives when this has ended well. */
    <U> Pending<U> then(Function<T, U> function) {
        return thenDo(value -> of(CompletableFuture.completedFuture(function.apply(value))));
    }

    /** The same with something that takes its time. */
    <U> Pending<U> thenDo(Function<T, Pending<U>> function) {
        Pending<U> next = new Pending<>();
        next.source = this;
        whenComplete((value, failure) -> {
            if (failure != null) {
                next.completeExceptionally(cause(failure));
                return;
            }
            try {
                next.follow(function.apply(value));
            } catch (RuntimeException | Error thrown) {
                next.completeExceptionally(thrown);
            }
        });
        return next;
    }

    private void follow(CompletableFuture<T> source) {
        this.source = source;
        if (isCancelled()) {
            source.cancel(true);
        }
        source.whenComplete((value, failure) -> {
            if (failure == null) {
                complete(value);
            } else {
                completeExceptionally(cause(failure));
            }
        });
    }

    private static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        boolean isCancelled = super.cancel(mayInterruptIfRunning);
        endSource();
        return isCancelled;
    }

    /** Also what {@code orTimeout} does. */
    @Override
    public boolean completeExceptionally(Throwable failure) {
        boolean isFirst = super.completeExceptionally(failure);
        endSource();
        return isFirst;
    }

    private void endSource() {
        CompletableFuture<?> before = source;
        if (before != null) {
            before.cancel(true);
        }
    }

    /**
     * Waits for it, and throws what it ended with, as if it had been thrown here.
     *
     * @throws CancellationException if the thread was interrupted, which it then still is
     */
    static <T> T await(CompletableFuture<T> future) {
        try {
            return future.get();
        } catch (InterruptedException interrupted) {
            future.cancel(true);
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while it was waited for");
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof WorkflowClientException told) {
                told.setStackTrace(new Throwable().getStackTrace());
            }
            if (failed.getCause() instanceof RuntimeException thrown) {
                throw thrown;
            }
            throw new IllegalStateException(failed.getCause());
        }
    }
}
