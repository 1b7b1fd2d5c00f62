package dev.landlord.workflow.contract

import dev.landlord.workflow.RetryPolicy
import io.kotest.core.spec.style.FunSpec
import kotlin.time.Duration
import kotlin.time.Duration.Companion.milliseconds
import kotlin.time.Duration.Companion.seconds
import kotlinx.coroutines.withTimeoutOrNull
import kotlinx.coroutines.yield

/** Every contract, on this [runtime]. */
fun FunSpec.contracts(runtime: () -> ContractRuntime) {
    include(journalContract(runtime))
    include(stepContract(runtime))
    include(timeoutContract(runtime))
    include(branchContract(runtime))
    include(forEachParallelContract(runtime))
    include(raceContract(runtime))
    include(withTimeoutContract(runtime))
    include(pollContract(runtime))
    include(callContract(runtime))
    include(continueAsContract(runtime))
    include(stateContract(runtime))
    include(awakeableContract(runtime))
    include(promiseContract(runtime))
    include(undoContract(runtime))
    include(sagaContract(runtime))
    include(cancellationContract(runtime))
    include(businessFailureContract(runtime))
    include(statusContract(runtime))
    include(approvalContract(runtime))
    include(withdrawalContract(runtime))
    include(tokenContract(runtime))
    include(signalContract(runtime))
    include(queryContract(runtime))
    include(valueLimitContract(runtime))
}

val quick: RetryPolicy =
    RetryPolicy(initialDelay = 2.milliseconds, maxDelay = 4.milliseconds, maxAttempts = 3)

/**
 * Keeps a block busy until another branch has reached a point; with a limit, because
 * in memory one block runs after the other.
 */
suspend fun meanwhile(atMost: Duration = 2.seconds, condition: () -> Boolean) {
    withTimeoutOrNull(atMost) { while (!condition()) yield() }
}
