package dev.landlord.workflow.testing.kotest

import dev.landlord.workflow.testing.ServedWorkflows
import dev.landlord.workflow.testing.ServerMode
import io.kotest.core.extensions.MountableExtension
import io.kotest.core.listeners.AfterSpecListener
import io.kotest.core.spec.Spec

/**
 * Serves workflows to a real restate-server while the tests of a spec run:
 * ```
 * class GreetTest : FunSpec({
 *     val restate = install(RestateExtension(GreetService(Greet())))
 * ```
 *
 * What `install` returns hands out clients. The server is started once for each [ServerMode] and
 * JVM; see [ServedWorkflows]. Needs `io.kotest:kotest-framework-engine`, which the test kit does
 * not bring.
 *
 * @param services what the processor generated, and other Restate services
 * @param mode default: as in production
 */
public class RestateExtension(
    private vararg val services: Any,
    private val mode: ServerMode = ServerMode.NORMAL,
) : MountableExtension<Unit, ServedWorkflows>, AfterSpecListener {
    private var served: ServedWorkflows? = null

    override fun mount(configure: Unit.() -> Unit): ServedWorkflows =
        ServedWorkflows.serve(mode, services.asList()).also { served = it }

    override suspend fun afterSpec(spec: Spec) {
        served?.close()
    }
}
