package dev.landlord.workflow.blocking

import dev.landlord.workflow.Invocation
import dev.landlord.workflow.body.BlockingBodies
import dev.landlord.workflow.call
import dev.landlord.workflow.continueAs
import dev.landlord.workflow.java.CallVerbs
import dev.landlord.workflow.send
import dev.restate.common.Request
import java.time.Duration
import kotlin.reflect.KType
import kotlin.time.toKotlinDuration

/** The verbs for other services and runs. */
internal abstract class BlockingCalls(bodies: BlockingBodies, private val input: KType) :
    BlockingVerbs(bodies), CallVerbs {
    override fun <O> call(request: Request<*, O>): O =
        valueOf(perform("call", request.target) { call(request) })

    override fun <O> send(request: Request<*, O>): Invocation<O> = send(request, Duration.ZERO)

    override fun <O> send(request: Request<*, O>, after: Duration): Invocation<O> =
        perform("send", request.target) { send(request, after.toKotlinDuration()) }

    override fun <O> attach(invocation: Invocation<O>): O =
        valueOf(perform("attach", invocation) { invocation.attach() })

    override fun cancel(invocation: Invocation<*>) =
        perform("cancel", invocation) { invocation.cancel() }

    override fun continueAs(newId: String, input: Any?) = continueAs(newId, input, Duration.ZERO)

    override fun continueAs(newId: String, input: Any?, after: Duration) =
        perform("continueAs", newId) {
            continueAs(
                newId,
                input ?: unitOrNull(),
                this@BlockingCalls.input,
                after.toKotlinDuration(),
            )
        }

    private fun unitOrNull(): Unit? = if (input.classifier == Unit::class) Unit else null
}
