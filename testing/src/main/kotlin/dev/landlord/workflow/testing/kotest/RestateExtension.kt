package dev.landlord.workflow.testing.kotest

import dev.landlord.workflow.testing.server.ServedWorkflows
import dev.landlord.workflow.testing.server.ServerMode
import io.kotest.core.extensions.MountableExtension
import io.kotest.core.listeners.AfterSpecListener
import io.kotest.core.spec.Spec

/**
 * Serves workflows on a real restate-server during the tests of a spec:
 * ```
 * class GreetTest : FunSpec({
 *     val restate = install(RestateExtension(GreetService(Greet())))
 * ```
 *
 * `install` returns the [ServedWorkflows], which provide clients. Blocks while the first server of
 * a [ServerMode] starts, about a second; all tests of a JVM share the servers. Add
 * `io.kotest:kotest-framework-engine` to your dependencies: the test kit does not include it.
 *
 * @param services generated services and other Restate services
 * @param mode default: [ServerMode.NORMAL]
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
