package com.example

import dev.landlord.workflow.testing.checkReplayDeterminism
import dev.landlord.workflow.testing.junit.RestateExtension
import dev.landlord.workflow.testing.runWorkflowTest
import kotlin.test.Test
import kotlin.test.assertEquals
import kotlin.time.Duration.Companion.seconds
import kotlinx.coroutines.runBlocking
import org.junit.jupiter.api.extension.RegisterExtension

// region: junit
class GreetTest {
    @Test
    fun `is deterministic on replay`() =
        checkReplayDeterminism(listOf(Guest("Ada"), Guest(""))) { Greet().workflow }

    @Test
    fun `a failed greeting is undone`() =
        runWorkflowTest(Greet().workflow) {
            failStepForGood("greet", "lost for words")
            start(Guest("Ada"))
            expectFailure("lost for words")
            expectUndone("take the greeting back")
        }

    @Test
    fun `greets a guest on a real server`() {
        GreetCoroutineClient.connect("${restate.ingressUrl()}").use { client ->
            val greeting = runBlocking { client.workflow("ada").run(Guest("Ada"), 20.seconds) }
            assertEquals("Hello, Ada!", greeting)
        }
    }

    companion object {
        @JvmField
        @RegisterExtension
        val restate: RestateExtension = RestateExtension.serving(GreetService(Greet()))
    }
}
// endregion
