package dev.landlord.workflow.testing.bytecode

import dev.landlord.workflow.WorkflowDefinition
import dev.landlord.workflow.WorkflowScope
import dev.landlord.workflow.forEachParallel
import dev.landlord.workflow.landlordWorkflow
import dev.landlord.workflow.parallel
import dev.landlord.workflow.saga
import dev.landlord.workflow.step
import java.io.File
import java.time.Instant
import java.util.UUID
import java.util.concurrent.atomic.AtomicInteger
import java.util.concurrent.locks.ReentrantLock
import kotlin.random.Random
import kotlin.system.exitProcess
import kotlin.time.measureTime
import kotlinx.coroutines.runBlocking

/** A workflow in Kotlin. */
internal interface KotlinMutant {
    val workflow: WorkflowDefinition<String, String>
}

/** Workflows in Kotlin, each with one fault. */
internal object KotlinMutants {
    class Clock : KotlinMutant {
        override val workflow = landlordWorkflow<String, String> { named(Instant.now()) }
    }

    class ClockInHelper : KotlinMutant {
        override val workflow = landlordWorkflow<String, String> { named(elapsed()) }

        private fun elapsed() = measureTime { check(toString().isNotEmpty()) }
    }

    class RandomNumber : KotlinMutant {
        override val workflow = landlordWorkflow<String, String> { named(Random.nextLong()) }
    }

    class Shuffled : KotlinMutant {
        override val workflow = landlordWorkflow<String, String> { named((1..20).shuffled()) }
    }

    class UuidInHelper : KotlinMutant {
        override val workflow = landlordWorkflow<String, String> { withNewId() }

        private suspend fun WorkflowScope.withNewId(): String {
            step("first") {}
            return named(UUID.randomUUID())
        }
    }

    class UuidInBranch : KotlinMutant {
        override val workflow =
            landlordWorkflow<String, String> {
                parallel({ step("left") {} }, { step("right ${UUID.randomUUID()}") {} })
                "end"
            }
    }

    class ClockInForEach : KotlinMutant {
        override val workflow =
            landlordWorkflow<String, String> {
                forEachParallel(listOf(1, 2)) { step("$it ${System.nanoTime()}") {} }
                "end"
            }
    }

    class ClockInLambda : KotlinMutant {
        override val workflow =
            landlordWorkflow<String, String> {
                val times = sequence { yield(System.nanoTime()) }
                named(generateSequence { Instant.now() }.take(1).toList() + times.toList())
            }
    }

    class ThreadName : KotlinMutant {
        override val workflow =
            landlordWorkflow<String, String> { named(Thread.currentThread().name) }
    }

    class Coroutine : KotlinMutant {
        override val workflow =
            landlordWorkflow<String, String> { named(runBlocking { "$this".length }) }
    }

    class ReadsFile : KotlinMutant {
        override val workflow =
            landlordWorkflow<String, String> { named(File("limits.txt").readText()) }
    }

    class Environment : KotlinMutant {
        override val workflow = landlordWorkflow<String, String> { named(System.getenv("REGION")) }
    }

    class PerThread : KotlinMutant {
        override val workflow =
            landlordWorkflow<String, String> { named(PER_THREAD.get()).also { PER_THREAD.set(1) } }
    }

    class TopLevelVariable : KotlinMutant {
        override val workflow = landlordWorkflow<String, String> { named(runs++) }
    }

    class Property : KotlinMutant {
        private var count = 0

        override val workflow =
            landlordWorkflow<String, String> {
                count++
                named(count)
            }
    }

    class CapturedCounter : KotlinMutant {
        override val workflow = counting()

        private fun counting(): WorkflowDefinition<String, String> {
            val attempts = AtomicInteger()
            return landlordWorkflow { named(attempts.incrementAndGet()) }
        }
    }

    class HashSetOrder : KotlinMutant {
        override val workflow =
            landlordWorkflow<String, String> {
                val parts = hashSetOf("a", "b", "c")
                step("first") {}
                for (part in parts) step(part) {}
                "end"
            }
    }

    class HashMapOrder : KotlinMutant {
        override val workflow =
            landlordWorkflow<String, String> {
                val parts = HashMap<String, Int>()
                parts["a"] = 1
                parts["b"] = 2
                parts.forEach { (name, count) -> step("$name $count") {} }
                "end"
            }
    }

    class IdentityHash : KotlinMutant {
        override val workflow =
            landlordWorkflow<String, String> { named(System.identityHashCode(Any())) }
    }

    class HeldLock : KotlinMutant {
        private val lock = ReentrantLock()

        override val workflow =
            landlordWorkflow<String, String> {
                lock.lock()
                step("work") {}
                lock.unlock()
                "end"
            }
    }

    class ScopeInStep : KotlinMutant {
        override val workflow =
            landlordWorkflow<String, String> {
                val scope = this
                step("key") { scope.workflowId }
            }
    }

    class AssignedInStep : KotlinMutant {
        override val workflow =
            landlordWorkflow<String, String> {
                var token = ""
                step("log in") { token = "t" }
                named(token)
            }
    }

    class EndsProcess : KotlinMutant {
        override val workflow =
            landlordWorkflow<String, String> { input ->
                if (input.isEmpty()) exitProcess(1)
                input
            }
    }

    class ClockInSaga : KotlinMutant {
        override val workflow =
            landlordWorkflow<String, String> {
                saga { step("work at ${System.currentTimeMillis()}") {} }
                "end"
            }
    }

    /** The check does not know the lambda that creates the name. */
    class InjectedLambda(ids: () -> String) : KotlinMutant {
        override val workflow = landlordWorkflow<String, String> { named(ids()) }
    }

    /** The locale of the process, through the standard library. */
    class FormattedNumber : KotlinMutant {
        override val workflow = landlordWorkflow<String, String> { named("%,d".format(1_234_567)) }
    }
}

private var runs = 0

private val PER_THREAD = ThreadLocal.withInitial { 0 }

private suspend fun WorkflowScope.named(value: Any?): String {
    step("value $value") {}
    return step("last") { "end" }
}
