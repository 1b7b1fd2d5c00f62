@file:OptIn(InternalEngineApi::class)

package dev.landlord.workflow.contract

import dev.landlord.devserver.RestateServer
import dev.landlord.workflow.Campaign
import dev.landlord.workflow.carrier.Carriers
import dev.landlord.workflow.engine.InternalEngineApi
import io.kotest.core.descriptors.Descriptor
import io.kotest.core.extensions.EnabledExtension
import io.kotest.core.spec.style.FunSpec
import io.kotest.core.test.Enabled
import org.testcontainers.DockerClientFactory

// Every contract, on every runtime. Servers end with the JVM.

class InMemoryContractTest : FunSpec({ contracts { InMemoryRuntime } })

class BlockingInMemoryContractTest : FunSpec({ onEachCarrier { InMemoryRuntime } })

class ServerContractTest : FunSpec({ contracts { Servers.normal } })

class BlockingServerContractTest :
    FunSpec({
        onEachCarrier(bounded = 0) { Servers.normal }
    })

class AlwaysReplayContractTest : FunSpec({ contracts { Servers.alwaysReplay } })

class BlockingAlwaysReplayContractTest :
    FunSpec({ onEachCarrier(bounded = 0) { Servers.alwaysReplay } })

class ContainerContractTest :
    FunSpec({
        skipAllIf(Servers.noDocker)
        contracts { Servers.container }
    })

/**
 * Every contract, with bodies that block on each kind of carrier that this JDK has, or in the
 * bounded form on the first [bounded] of them.
 */
private fun FunSpec.onEachCarrier(
    bounded: Int = Carriers.values().size,
    runtime: () -> ContractRuntime,
) {
    for (carriers in Carriers.available().take(Campaign.rounds(bounded, Carriers.values().size))) {
        contracts("${carriers.propertyValue()}: ") { BlockingRuntime(runtime(), carriers) }
    }
}

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
