@file:OptIn(InternalEngineApi::class)

package dev.landlord.workflow.engine

import dev.landlord.workflow.OwnOperation
import dev.restate.common.Slice
import kotlin.time.Duration

// What a request is made of: things that begin, and a wait for the first of them.

/** A durable promise: one command now, its value when somebody has completed it. */
internal class GetPromise(val key: String) : OwnOperation<Pending>()

/** Completes a durable promise, unless somebody has: the command, then whether it was this one. */
internal class CompletePromise(
    val key: String,
    val value: Slice,
    override val isClosing: Boolean = false,
) : OwnOperation<Boolean>()

/** An awakeable: nothing now, one entry when it is resolved. */
internal object CreateAwakeable : OwnOperation<Awakeable>()

/** One Sleep, which is not waited for yet. */
internal class StartTimer(val duration: Duration) : OwnOperation<Pending>()

/** A request to another service: the command, later the invocation's id and the result. */
internal class BeginCall(val request: ServiceRequest) : OwnOperation<Call>()

/** The same without a result; its outcome is the invocation's id. */
internal class BeginSend(val request: ServiceRequest, val after: Duration = Duration.ZERO) :
    OwnOperation<Pending>()

/** Asks for the result of an invocation. */
internal class BeginAttach(val invocationId: String, override val isClosing: Boolean = false) :
    OwnOperation<Pending>()

/** Cancels an invocation: one command, and no outcome. */
internal class BeginCancel(val invocationId: String, override val isClosing: Boolean = false) :
    OwnOperation<Unit>()

/** Waits for the first of what has begun: nothing of its own. */
internal class AwaitFirst(
    val pending: List<Pending>,
    override val isClosing: Boolean = false,
) : OwnOperation<Settled>()

/** Which of those that were waited for, and what became of it. */
internal class Settled(val pending: Pending, val result: Result<Slice>)
