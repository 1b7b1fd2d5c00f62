package dev.landlord.workflow.contract

import dev.landlord.workflow.testing.RestateServer
import io.kotest.core.spec.Spec

class ServerWorkflowContractTest : WorkflowContract({ runtime }) {
    override suspend fun afterSpec(spec: Spec) = runtime.close()

    private companion object {
        val runtime by lazy { ServerRuntime(RestateServer.options()) }
    }
}

class AlwaysReplayWorkflowContractTest : WorkflowContract({ runtime }) {
    override suspend fun afterSpec(spec: Spec) = runtime.close()

    private companion object {
        val runtime by lazy { ServerRuntime(RestateServer.options().alwaysReplay()) }
    }
}
