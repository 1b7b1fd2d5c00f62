package dev.landlord.workflow.contract

import dev.landlord.workflow.testing.RestateServer
import io.kotest.core.descriptors.Descriptor
import io.kotest.core.extensions.EnabledExtension
import io.kotest.core.spec.style.FunSpec
import io.kotest.core.test.Enabled
import org.testcontainers.DockerClientFactory

// The contracts, wherever they run. Servers end with the JVM.

class InMemoryWorkflowContractTest : WorkflowContract({ InMemoryRuntime })

class InMemoryJournalContractTest : JournalContract({ InMemoryRuntime })

class InMemoryStatusContractTest : StatusContract({ InMemoryRuntime })

class ServerWorkflowContractTest : WorkflowContract({ Servers.normal })

class ServerJournalContractTest : JournalContract({ Servers.normal })

class ServerStatusContractTest : StatusContract({ Servers.normal })

class AlwaysReplayWorkflowContractTest : WorkflowContract({ Servers.alwaysReplay })

class AlwaysReplayJournalContractTest : JournalContract({ Servers.alwaysReplay })

class AlwaysReplayStatusContractTest : StatusContract({ Servers.alwaysReplay })

class ContainerWorkflowContractTest : WorkflowContract({ Servers.container }, Servers.noDocker)

class ContainerJournalContractTest : JournalContract({ Servers.container }, Servers.noDocker)

class ContainerStatusContractTest : StatusContract({ Servers.container }, Servers.noDocker)

private object Servers {
    val normal by lazy { ServerRuntime(RestateServer.options()) }
    val alwaysReplay by lazy { ServerRuntime(RestateServer.options().alwaysReplay()) }
    val container by lazy { ServerRuntime(RestateServer.options().inContainer()) }

    val noDocker: String? by lazy {
        if (DockerClientFactory.instance().isDockerAvailable) null
        else "no Docker engine answers, which sdk-testing's container needs"
    }
}

/** Shows every test as skipped, with the reason, if something is [missing]. */
fun FunSpec.skipAllIf(missing: String?) {
    if (missing == null) return
    // Kotest's JUnit runner passes on that a test was skipped, but not why.
    println("skipped: ${this::class.simpleName}, because $missing")
    extension(
        object : EnabledExtension {
            override suspend fun isEnabled(descriptor: Descriptor) = Enabled.disabled(missing)
        }
    )
}
