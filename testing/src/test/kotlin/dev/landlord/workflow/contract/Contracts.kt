package dev.landlord.workflow.contract

import dev.landlord.workflow.RetryPolicy
import io.kotest.core.spec.style.FunSpec
import kotlin.time.Duration
import kotlin.time.Duration.Companion.milliseconds
import kotlin.time.Duration.Companion.seconds
import kotlinx.coroutines.withTimeoutOrNull
import kotlinx.coroutines.yield

/** Every contract, on this [runtime]; [prefix] is a part of the name of each test. */
fun FunSpec.contracts(prefix: String = "", runtime: () -> ContractRuntime) {
    include(prefix, journalContract(runtime))
    include(prefix, stepContract(runtime))
    include(prefix, timeoutContract(runtime))
    include(prefix, branchContract(runtime))
    include(prefix, forEachParallelContract(runtime))
    include(prefix, raceContract(runtime))
    include(prefix, withTimeoutContract(runtime))
    include(prefix, pollContract(runtime))
    include(prefix, callContract(runtime))
    include(prefix, continueAsContract(runtime))
    include(prefix, stateContract(runtime))
    include(prefix, awakeableContract(runtime))
    include(prefix, promiseContract(runtime))
    include(prefix, undoContract(runtime))
    include(prefix, sagaContract(runtime))
    include(prefix, cancellationContract(runtime))
    include(prefix, businessFailureContract(runtime))
    include(prefix, statusContract(runtime))
    include(prefix, approvalContract(runtime))
    include(prefix, withdrawalContract(runtime))
    include(prefix, tokenContract(runtime))
    include(prefix, signalContract(runtime))
    include(prefix, queryContract(runtime))
    include(prefix, valueLimitContract(runtime))
}

val quick: RetryPolicy =
    RetryPolicy(initialDelay = 2.milliseconds, maxDelay = 4.milliseconds, maxAttempts = 3)

/**
 * Keeps a block busy until another branch has reached a point; with a limit, because in memory one
 * block runs after the other.
 */
suspend fun meanwhile(atMost: Duration = 2.seconds, condition: () -> Boolean) {
    withTimeoutOrNull(atMost) { while (!condition()) yield() }
}
