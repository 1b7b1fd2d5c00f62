@file:OptIn(InternalEngineApi::class, GeneratedCodeApi::class)

package dev.landlord.benchmarks

import dev.landlord.devserver.RestateServer
import dev.landlord.workflow.GeneratedCodeApi
import dev.landlord.workflow.WorkflowDefinition
import dev.landlord.workflow.blocking.definitionOf
import dev.landlord.workflow.carrier.Carriers
import dev.landlord.workflow.engine.InternalEngineApi
import dev.landlord.workflow.restate.ReceivingThread
import dev.landlord.workflow.restate.RequestSerdeFactory
import dev.landlord.workflow.restate.run
import dev.landlord.workflow.serve.serve
import dev.restate.sdk.endpoint.Endpoint
import dev.restate.sdk.endpoint.definition.HandlerDefinition
import dev.restate.sdk.endpoint.definition.HandlerType
import dev.restate.sdk.endpoint.definition.ServiceDefinition
import dev.restate.sdk.endpoint.definition.ServiceType
import dev.restate.sdk.http.vertx.RestateHttpServer
import dev.restate.sdk.kotlin.HandlerRunner
import dev.restate.sdk.kotlin.WorkflowContext
import dev.restate.sdk.kotlin.runBlock
import dev.restate.serde.kotlinx.typeTag
import java.net.URI
import java.net.http.HttpClient
import java.net.http.HttpRequest
import java.net.http.HttpRequest.BodyPublishers
import java.net.http.HttpResponse.BodyHandlers
import java.util.concurrent.Semaphore
import java.util.concurrent.atomic.AtomicInteger
import kotlin.system.exitProcess
import kotlin.time.TimeSource

/**
 * The throughput of ten steps in Kotlin and in Java on each carrier, served by one process to one
 * server, in rounds of random order: alone and with 16 runs in flight. Prints the ratios to Kotlin
 * of the same round: the median, the lowest and the highest. A second Kotlin service shows the
 * noise. The argument is the number of rounds, by default 15.
 */
public fun main(arguments: Array<String>) {
    val rounds = arguments.firstOrNull()?.toInt() ?: 15
    val bodies: Map<String, (String) -> ServiceDefinition> =
        mapOf<String, (String) -> ServiceDefinition>(
            "Kotlin" to { name -> service(name, tenSteps) },
            "Kotlin again" to { name -> service(name, tenSteps) },
        ) +
            Carriers.available().associate {
                "Java on ${it.propertyValue()}" to
                    { name: String ->
                        service(name, definitionOf(TenStepsInJava(), it))
                    }
            }
    val names = bodies.keys.toList() + "hand-written Kotlin"
    RestateServer.options().environment("RESTATE_DEFAULT_NUM_PARTITIONS", "1").start().use { server
        ->
        serve(port = 0) {
                bodies.values.forEachIndexed { n, body ->
                    bind(body("Body$n"))
                }
            }
            .use { service ->
                server.admin().register(server.serviceUrl(service.port()))
                // The hand-written one as the SDK serves it.
                val sdk =
                    RestateHttpServer.listen(
                        Endpoint.bind(handWritten("Body${names.lastIndex}")),
                        0,
                    )
                server.admin().register(server.serviceUrl(sdk))
                val load = Load(server.ingressUrl())
                repeat(2) { names.indices.forEach { load.perSecond("Body$it", 150, 16) } }
                for ((what, runs, inFlight) in
                    listOf(Triple("alone", 40, 1), Triple("16 in flight", 240, 16))) {
                    val measured = names.indices.associateWith { ArrayList<Double>() }
                    repeat(rounds) {
                        for (body in names.indices.shuffled()) {
                            measured.getValue(body) += load.perSecond("Body$body", runs, inFlight)
                        }
                    }
                    println("$what, $rounds rounds of $runs runs")
                    for ((body, values) in measured) {
                        val ratios =
                            values.zip(measured.getValue(0)) { own, kotlin -> own / kotlin }
                        println(
                            "  %-26s %6.1f runs/s, ratio to Kotlin %.2f (%.2f to %.2f)"
                                .format(
                                    names[body],
                                    values.median(),
                                    ratios.median(),
                                    ratios.min(),
                                    ratios.max(),
                                )
                        )
                    }
                }
            }
    }
    // The SDK's server cannot be stopped.
    exitProcess(0)
}

private fun List<Double>.median() = sorted()[size / 2]

private fun service(
    name: String,
    definition: WorkflowDefinition<String, String>,
): ServiceDefinition =
    service(
        name,
        HandlerRunner.of(SERDES, ReceivingThread.OPTIONS) { context: WorkflowContext, input: String
            ->
            definition.run(context, input)
        },
    )

/** What an author of a handler would write with the SDK alone. */
private fun handWritten(name: String): ServiceDefinition =
    service(
        name,
        HandlerRunner.of(SERDES) { context: WorkflowContext, place: String ->
            var weight = 0
            repeat(10) { n ->
                weight +=
                    context.runBlock("send parcel $n") { Parcel("parcel-$n", n, place) }.weight
            }
            "$weight kg to $place"
        },
    )

private val SERDES = RequestSerdeFactory()

private fun service(
    name: String,
    run: HandlerRunner<String, String, WorkflowContext>,
): ServiceDefinition {
    val text = SERDES.create(typeTag<String>())
    val handler = HandlerDefinition.of("run", HandlerType.WORKFLOW, text, text, run)
    return ServiceDefinition.of(name, ServiceType.WORKFLOW, listOf(handler))
}

/** Starts runs over HTTP and waits for their results. */
private class Load(private val ingress: URI) {
    private val http = HttpClient.newHttpClient()
    private val keys = AtomicInteger()

    /** The number of runs of [service] that end in a second, with [inFlight] at the same time. */
    fun perSecond(service: String, runs: Int, inFlight: Int): Double {
        val start = TimeSource.Monotonic.markNow()
        val free = Semaphore(inFlight)
        val failed = AtomicInteger()
        repeat(runs) {
            free.acquire()
            val request =
                HttpRequest.newBuilder(ingress.resolve("/$service/${keys.getAndIncrement()}/run"))
                    .header("content-type", "application/json")
                    .POST(BodyPublishers.ofString("\"there\""))
                    .build()
            http.sendAsync(request, BodyHandlers.ofString()).whenComplete { answer, failure ->
                if (failure != null || answer.statusCode() != 200) failed.incrementAndGet()
                free.release()
            }
        }
        free.acquire(inFlight)
        check(failed.get() == 0) { "${failed.get()} of $runs runs failed" }
        return runs / (start.elapsedNow().inWholeMicroseconds / 1e6)
    }
}
