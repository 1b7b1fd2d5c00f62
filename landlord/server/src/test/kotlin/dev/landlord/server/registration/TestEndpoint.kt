package dev.landlord.server.registration

import dev.landlord.workflow.serve.WorkflowServer
import dev.restate.sdk.endpoint.definition.HandlerDefinition
import dev.restate.sdk.endpoint.definition.HandlerType
import dev.restate.sdk.endpoint.definition.ServiceDefinition
import dev.restate.sdk.endpoint.definition.ServiceType
import dev.restate.sdk.kotlin.Context
import dev.restate.sdk.kotlin.HandlerRunner
import dev.restate.serde.kotlinx.KotlinSerializationSerdeFactory
import dev.restate.serde.kotlinx.jsonSerde

/** Starts an endpoint with services of these names. */
fun serving(vararg names: String, port: Int = 0): WorkflowServer {
    val server = WorkflowServer.builder().port(port)
    names.forEach { server.bind(nothing(it)) }
    return server.start()
}

private fun nothing(name: String) =
    ServiceDefinition.of(
        name,
        ServiceType.SERVICE,
        listOf(
            HandlerDefinition.of(
                "run",
                HandlerType.SHARED,
                jsonSerde<Unit>(),
                jsonSerde<Unit>(),
                HandlerRunner.of(KotlinSerializationSerdeFactory()) { _: Context -> },
            )
        ),
    )

/** Services without a limit of their own for the duration of an attempt. */
fun limits(vararg services: String): Map<String, java.time.Duration> = services.associateWith {
    java.time.Duration.ZERO
}
