@file:OptIn(InternalEngineApi::class)

package dev.landlord.workflow.contract

import dev.landlord.workflow.BusinessFailure
import dev.landlord.workflow.body.journaled
import dev.landlord.workflow.engine.InternalEngineApi
import dev.landlord.workflow.fail
import dev.landlord.workflow.testing.ServiceAnswers
import dev.landlord.workflow.testing.memory.OtherServices
import dev.restate.common.Request
import dev.restate.common.Target
import dev.restate.sdk.common.TerminalException
import dev.restate.sdk.endpoint.definition.HandlerDefinition
import dev.restate.sdk.endpoint.definition.HandlerType
import dev.restate.sdk.endpoint.definition.ServiceDefinition
import dev.restate.sdk.endpoint.definition.ServiceType
import dev.restate.sdk.kotlin.Context
import dev.restate.sdk.kotlin.HandlerRunner
import dev.restate.serde.kotlinx.KotlinSerializationSerdeFactory
import dev.restate.serde.kotlinx.jsonSerde
import dev.restate.serde.kotlinx.typeTag
import java.util.concurrent.ConcurrentHashMap
import kotlin.time.Duration.Companion.hours
import kotlin.time.Duration.Companion.milliseconds
import kotlin.time.Duration.Companion.seconds
import kotlinx.serialization.Serializable

/** The service `Errands`, which contracts call: on a server for real, in memory as answers. */
object Errands {
    /** The requests that the service has completed, and those that were cancelled. */
    val done: MutableSet<String> = ConcurrentHashMap.newKeySet()
    val cancelled: MutableSet<String> = ConcurrentHashMap.newKeySet()
    private val begun: MutableSet<String> = ConcurrentHashMap.newKeySet()

    /** Waits until `dawdle` has started; in memory it never starts. */
    suspend fun awaitStarted(name: String) = meanwhile(20.seconds) { name in begun }

    fun greet(name: String): Request<String, String> = request("greet", name)

    /** Fails with 418 and that text. */
    fun refuse(text: String): Request<String, String> = request("refuse", text)

    /** Fails with [NoneLeft]. */
    fun sell(text: String): Request<String, String> = request("sell", text)

    /** Takes an hour unless it is cancelled. A test in memory must cancel it. */
    fun dawdle(name: String): Request<String, String> = request("dawdle", name)

    /** Takes some time, and then records [name] as done. */
    fun tidy(name: String): Request<String, String> = request("tidy", name)

    private fun request(handler: String, input: String): Request<String, String> =
        Request.of(Target.service("Errands", handler), typeTag<String>(), typeTag<String>(), input)
            .build()

    internal fun inMemory(): OtherServices = OtherServices(ServiceAnswers().also(::answers)::answer)

    private fun answers(answers: ServiceAnswers) = answers.run {
        answer("Errands/greet") { name: String -> "hello $name" }
        answer<String, String>("Errands/refuse") { text -> fail(text, 418) }
        answer<String, String>("Errands/sell") { text -> fail(NoneLeft(text)) }
        answer<String, String>("Errands/dawdle") { fail("was not cancelled") }
        answer("Errands/tidy") { name: String -> "tidied $name".also { done += name } }
    }

    fun service(): ServiceDefinition =
        ServiceDefinition.of(
            "Errands",
            ServiceType.SERVICE,
            listOf(
                handler("greet") { _, name -> "hello $name" },
                handler("refuse") { _, text -> fail(text, 418) },
                handler("sell") { _, text ->
                    val failure = NoneLeft(text)
                    throw TerminalException(failure.code, failure.journaled())
                },
                handler("dawdle") { context, name ->
                    begun += name
                    try {
                        context.sleep(1.hours)
                        "dawdled"
                    } catch (failure: TerminalException) {
                        cancelled += name
                        throw failure
                    }
                },
                handler("tidy") { context, name ->
                    context.sleep(100.milliseconds)
                    done += name
                    "tidied $name"
                },
            ),
        )

    private fun handler(name: String, run: suspend (Context, String) -> String) =
        HandlerDefinition.of(
            name,
            HandlerType.SHARED,
            jsonSerde<String>(),
            jsonSerde<String>(),
            HandlerRunner.of(KotlinSerializationSerdeFactory(), runner = run),
        )
}

@Serializable
data class NoneLeft(val what: String) : BusinessFailure() {
    override val message: String
        get() = "$what is sold out"

    override val status: Int
        get() = 410
}
