package dev.landlord.samples.tenant

import dev.landlord.samples.tenant.InterceptedCloud.Interceptor
import dev.landlord.workflow.fail
import java.net.URI
import java.nio.file.Path
import java.util.concurrent.CountDownLatch
import kotlin.io.path.Path
import kotlin.io.path.createFile

/**
 * The service as a process of its own, there to be killed: `<root> <port> <admin URL> <folder>`.
 * Where [Gate] says so for a tenant, the run stands still, after leaving a file in the folder.
 * Without a folder it never stands still.
 */
fun main(arguments: Array<String>) {
    val (root, port, admin) = arguments
    val reached = arguments.getOrNull(3)?.let { Path(it) }
    val cloud = InterceptedCloud(ThisMachine(Path(root)), GatedDisturbance(reached))
    ServeCommand.start(cloud, port.toInt(), URI.create(admin))
}

/** Where the run of one tenant stands still, and whether it is failed by --fail-at and undo. */
class Gate(val phase: String, val operation: String, val fails: Boolean) {
    val tenant: String = "$phase-$operation".replace(' ', '-') + if (fails) "-undo" else ""

    companion object {
        private val UNDO = listOf("unregister", "stop page", "remove directory")

        val all: List<Gate> =
            listOf("before", "after").flatMap { phase ->
                InterceptedCloud.STEPS.map { Gate(phase, it, fails = false) } +
                    UNDO.map { Gate(phase, it, fails = true) }
            }

        fun of(tenant: String): Gate = all.single { it.tenant == tenant }
    }
}

private class GatedDisturbance(private val reached: Path?) : Interceptor {
    override fun before(step: String, tenant: String) {
        standStill("before", step, tenant)
        if (step == "register" && Gate.of(tenant).fails) fail("failed by --fail-at", 507)
    }

    override fun after(step: String, tenant: String) = standStill("after", step, tenant)

    private fun standStill(phase: String, step: String, tenant: String) {
        val gate = Gate.of(tenant)
        if (reached != null && gate.phase == phase && gate.operation == step) {
            reached.resolve(tenant).createFile()
            CountDownLatch(1).await()
        }
    }
}
