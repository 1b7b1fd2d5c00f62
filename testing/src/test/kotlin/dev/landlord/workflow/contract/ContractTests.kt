package dev.landlord.workflow.contract

import dev.landlord.devserver.RestateServer
import io.kotest.core.descriptors.Descriptor
import io.kotest.core.extensions.EnabledExtension
import io.kotest.core.spec.style.FunSpec
import io.kotest.core.test.Enabled
import org.testcontainers.DockerClientFactory

// Every contract, on every runtime. Servers end with the JVM.

class InMemoryContractTest : FunSpec({ contracts { InMemoryRuntime } })

class ServerContractTest : FunSpec({ contracts { Servers.normal } })

class AlwaysReplayContractTest : FunSpec({ contracts { Servers.alwaysReplay } })

class ContainerContractTest :
    FunSpec({
        skipAllIf(Servers.noDocker)
        contracts { Servers.container }
    })

private object Servers {
    val normal by lazy { ServerRuntime(RestateServer.options()) }
    val alwaysReplay by lazy { ServerRuntime(RestateServer.options().alwaysReplay()) }
    val container by lazy { ServerRuntime(RestateServer.options().inContainer()) }

    val noDocker: String? by lazy {
        if (DockerClientFactory.instance().isDockerAvailable) null
        else "no Docker engine answers, which sdk-testing's container needs"
    }
}

/** Reports every test as skipped, with the reason, if a requirement is [missing]. */
fun FunSpec.skipAllIf(missing: String?) {
    if (missing == null) return
    // Kotest's JUnit runner reports that a test was skipped, but not the reason.
    println("skipped: ${this::class.simpleName}, because $missing")
    extension(
        object : EnabledExtension {
            override suspend fun isEnabled(descriptor: Descriptor) = Enabled.disabled(missing)
        }
    )
}
