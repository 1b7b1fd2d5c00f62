package com.example

import dev.landlord.workflow.serve.serve
import dev.landlord.workflow.testing.RestateServer
import dev.restate.client.kotlin.attachSuspend
import kotlin.test.Test
import kotlin.test.assertEquals
import kotlinx.coroutines.runBlocking

class GreetTest {
    @Test
    fun `a guest is greeted`() {
        RestateServer.start().use { restate ->
            serve(port = 0) { bind(GreetService(Greet())) }
                .use { service ->
                    restate.admin().register(service.uri())
                    val greet = GreetServiceClient.connect(restate.ingressUrl().toString(), "ada")
                    val greeting = runBlocking {
                        greet.submit(Guest("Ada"))
                        greet.workflowHandle().attachSuspend().response()
                    }
                    assertEquals("Hello, Ada!", greeting)
                }
        }
    }
}
