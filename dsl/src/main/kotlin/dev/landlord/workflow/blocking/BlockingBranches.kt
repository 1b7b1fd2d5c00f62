package dev.landlord.workflow.blocking

import dev.landlord.workflow.VerbErrors
import dev.landlord.workflow.WorkflowScope
import dev.landlord.workflow.body.BlockingBodies
import dev.landlord.workflow.call
import dev.landlord.workflow.forEachParallel
import dev.landlord.workflow.java.BranchVerbs
import dev.landlord.workflow.java.ThrowingBiFunction
import dev.landlord.workflow.java.ThrowingFunction
import dev.landlord.workflow.java.ThrowingRunnable
import dev.landlord.workflow.parallel
import dev.landlord.workflow.race
import dev.landlord.workflow.saga
import dev.landlord.workflow.withTimeout
import dev.landlord.workflow.withTimeoutOrNull
import java.time.Duration
import java.util.Optional
import java.util.concurrent.Callable
import kotlin.reflect.KType
import kotlin.time.toKotlinDuration

/** The verbs that run code of the body in branches. */
internal abstract class BlockingBranches(bodies: BlockingBodies, input: KType) :
    BlockingCalls(bodies, input), BranchVerbs {
    override fun <T> parallel(branches: List<Callable<out T>>): List<T> =
        perform("parallel") { parallel(branches.map { bodyOf(it) }) }

    override fun parallel(vararg branches: ThrowingRunnable) {
        perform("parallel") {
            parallel(branches.map { branch -> bodyOf(Callable { branch.run() }) })
        }
    }

    @Suppress("UNCHECKED_CAST")
    override fun <A, B, R> parallel(
        first: Callable<A>,
        second: Callable<B>,
        join: ThrowingBiFunction<A, B, R>,
    ): R {
        val (a, b) = parallel<Any?>(listOf(first, second))
        return join.apply(a as A, b as B)
    }

    override fun <T, R> forEachParallel(items: Iterable<T>, body: ThrowingFunction<T, R>): List<R> =
        forEachParallel(items, Int.MAX_VALUE, body)

    override fun <T, R> forEachParallel(
        items: Iterable<T>,
        concurrency: Int,
        body: ThrowingFunction<T, R>,
    ): List<R> =
        perform("forEachParallel") { forEachParallel(items, concurrency) { body.apply(it) } }

    override fun <T> race(branches: List<Callable<out T>>): T = race(branches, undoLosers = true)

    override fun <T> race(first: Callable<out T>, second: Callable<out T>): T =
        race(listOf(first, second))

    override fun <T> raceKeepingUndo(branches: List<Callable<out T>>): T =
        race(branches, undoLosers = false)

    private fun <T> race(branches: List<Callable<out T>>, undoLosers: Boolean): T =
        perform("race") { race(branches.map { bodyOf(it) }, undoLosers) }

    override fun <T> saga(block: Callable<T>): T = perform("saga") { saga(bodyOf(block)) }

    override fun saga(block: ThrowingRunnable): Unit = saga(Callable { block.run() })

    override fun <T> withTimeout(timeout: Duration, block: Callable<T>): T =
        perform("withTimeout", timeout) { withTimeout(timeout.toKotlinDuration(), bodyOf(block)) }

    override fun withTimeout(timeout: Duration, block: ThrowingRunnable): Unit =
        withTimeout(timeout, Callable { block.run() })

    override fun <T : Any> withTimeoutOrEmpty(timeout: Duration, block: Callable<T>): Optional<T> =
        Optional.ofNullable(
            perform("withTimeoutOrEmpty", timeout) {
                withTimeoutOrNull(timeout.toKotlinDuration()) {
                    checkNotNull<T>(block.call()) { VerbErrors.nullResult("withTimeoutOrEmpty") }
                }
            }
        )

    /** Branches run on stacks of their own, because the scope of the body is a blocking one. */
    private fun <T> bodyOf(branch: Callable<out T>): suspend WorkflowScope.() -> T = {
        branch.call()
    }
}
