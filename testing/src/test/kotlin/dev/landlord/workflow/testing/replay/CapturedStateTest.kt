package dev.landlord.workflow.testing.replay

import dev.landlord.workflow.WorkflowDefinition
import dev.landlord.workflow.WorkflowScope
import dev.landlord.workflow.fail
import dev.landlord.workflow.landlordWorkflow
import dev.landlord.workflow.log.LogCapture
import dev.landlord.workflow.now
import dev.landlord.workflow.step
import dev.landlord.workflow.testing.ReplayOptions
import dev.landlord.workflow.testing.checkReplayDeterminism
import dev.landlord.workflow.uuid
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldStartWith
import java.util.Optional
import java.util.UUID
import java.util.concurrent.Executors
import java.util.concurrent.atomic.AtomicInteger
import java.util.concurrent.atomic.AtomicReference
import java.util.concurrent.locks.ReentrantLock
import java.util.function.Supplier
import kotlinx.serialization.Serializable
import org.apache.logging.log4j.Level
import org.apache.logging.log4j.LogManager

/** The state that a step's block has captured is compared by structure. */
class CapturedStateTest :
    FunSpec({
        for ((kind, path, make) in CHANGING) {
            test("fault 13: caught: $kind") {
                shouldThrow<AssertionError> {
                        checkReplayDeterminism(listOf("x"), definition = capturing(make))
                    }
                    .message
                    .orEmpty()
                    .also {
                        it shouldStartWith
                            "[LW141] the workflow: expected each replay to request the operations in the " +
                                "journal, found at entry "
                        it shouldContain "another value of `made`, which its block uses: "
                        it shouldContain (if (path.isEmpty()) "uses: " else "uses: `made$path` ")
                    }
            }
        }

        test("fault 13: not caught: state that is the same on every replay") {
            notes {
                checkReplayDeterminism(listOf("x"), ReplayOptions(iterations = 20)) {
                    landlordWorkflow<String, String> {
                        for ((kind, make) in STEADY) {
                            val made = make()
                            step("use $kind") { "$made".take(0) }
                        }
                        "end"
                    }
                }
            }
                .shouldBeEmpty()
        }

        test("fault 13: not caught: state of services that were created before the body") {
            val service = Service()
            val work = { service.call() }
            notes {
                checkReplayDeterminism(listOf("x"), ReplayOptions(iterations = 20)) {
                    landlordWorkflow<String, String> { input ->
                        val holder = Holder(input, service)
                        val deferred = { work() + holder.name }
                        step("first") { "${service.call()} ${holder.name}" }
                        step("second") { deferred() }
                        step("third") { Holder("$input!", service).service.call() }
                    }
                }
            }
                .shouldBeEmpty()
        }

        test("fault 13: not caught: changes by blocks in a service that the body creates") {
            notes {
                checkReplayDeterminism(listOf("x"), ReplayOptions(iterations = 20)) {
                    landlordWorkflow<String, String> {
                        val service = Service()
                        val holder = Holder("x", service)
                        val ledger = Ledger()
                        step("first") { "${service.call()} ${ledger.blocks++}" }
                        ledger.body++
                        step("second") { "${holder.service.call()} ${ledger.blocks++}" }
                        ledger.body++
                        step("third") { "${service.call()} ${ledger.body}" }
                    }
                }
            }
                .shouldBeEmpty()
        }

        test("fault 13: caught: a UUID in a service that blocks have changed") {
            shouldThrow<AssertionError> {
                    checkReplayDeterminism(listOf("x")) {
                        landlordWorkflow<String, String> { input ->
                            val ledger = Ledger()
                            step("first") { "${ledger.blocks++}" }
                            val token = Holder("${UUID.randomUUID()}", Service())
                            step("second") { token.service.call() + input }
                        }
                    }
                }
                .message
                .orEmpty() shouldContain
                "another value of `token`, which its block uses: `token.name` "
        }

        test("fault 13: a note names the classes that the check cannot inspect") {
            notes {
                checkReplayDeterminism(
                    listOf("x"),
                    ReplayOptions(iterations = 4),
                    definition = capturing { java.util.Random(1) },
                )
            }
                .single() shouldContain
                "made: java.util.Random is in a module that is closed to reflection"
            notes {
                checkReplayDeterminism(
                    listOf("x"),
                    ReplayOptions(iterations = 4),
                    definition = capturing { mapOf("lock" to ReentrantLock()) },
                )
            }
                .single() shouldContain "made[lock]: java.util.concurrent.locks.ReentrantLock"
            notes {
                checkReplayDeterminism(
                    listOf("x"),
                    ReplayOptions(iterations = 4),
                    definition = capturing { List(5_000) { it } },
                )
            }
                .single() shouldContain "made: more than 300 values"
            notes {
                checkReplayDeterminism(
                    listOf("x"),
                    ReplayOptions(iterations = 4),
                    definition = capturing { HashSet(List(20) { Token(UUID(0, it.toLong())) }) },
                )
            }
                .single() shouldContain "made.elements: hashed objects have no order"
        }

        test("fault 13: of large and deep structures a bounded part is compared") {
            checkReplayDeterminism(
                listOf("x"),
                ReplayOptions(iterations = 2),
                definition =
                    capturing {
                        val tokens = List(100_000) { n -> Token(UUID(0, n.toLong())) }
                        tokens.fold(Node("end", null)) { next, token -> Node("${token.id}", next) }
                    },
            )
        }
    })

/** Two steps that use the object that [make] creates in the body. */
private fun capturing(
    make: suspend WorkflowScope.() -> Any?
): () -> WorkflowDefinition<String, String> = {
    landlordWorkflow {
        val made = make()
        step("use") { "$made".take(0) }
        step("use again") { "$made".take(0) }
    }
}

private fun notes(check: () -> Unit): List<String> =
    LogCapture("dev.landlord.workflow.testing", Level.WARN).use { log ->
        check()
        log.messages.filter { "note: " in it }
    }

private class Token(val id: UUID)

private open class Base {
    private val id = UUID.randomUUID()
}

private class Derived(val name: String) : Base()

private class Node(val name: String, val next: Node?)

private class Ring(val name: String) {
    var next: Ring? = null
}

private class Mutable {
    var id: UUID = UUID.randomUUID()
}

@JvmInline private value class Wrapped(val token: Token)

@Serializable private class Written(val amount: Int, val id: String = "${UUID.randomUUID()}")

private data class Data(val token: Token)

private class Service {
    private val calls = AtomicInteger()
    private val cache = HashMap<String, UUID>()
    private val latest = ArrayList<Token>()

    fun call(): String {
        latest += Token(cache.getOrPut("${calls.incrementAndGet()}") { UUID.randomUUID() })
        return "${latest.size}"
    }
}

private class Ledger {
    var blocks = 0
    var body = 0
}

private class Holder(val name: String, val service: Service)

private data class Changing(
    val kind: String,
    val path: String,
    val make: suspend WorkflowScope.() -> Any?,
)

private val CHANGING: List<Changing> =
    listOf(
        Changing("a UUID in an object without equals", ".id") { Token(UUID.randomUUID()) },
        Changing("a UUID in a mutable field", ".id") { Mutable() },
        Changing("a UUID in a private field of a superclass", ".id") { Derived("x") },
        Changing("a UUID several objects deep", ".next.next.name") {
            Node("a", Node("b", Node("${UUID.randomUUID()}", null)))
        },
        Changing("a UUID in an object in a list", "[1].id") {
            listOf(Token(UUID(0, 0)), Token(UUID.randomUUID()))
        },
        Changing("a UUID in an object in a map", "[a].id") {
            mapOf("a" to Token(UUID.randomUUID()))
        },
        Changing("a UUID in an array", "[0].id") { arrayOf(Token(UUID.randomUUID())) },
        Changing("a random number in an array of primitives", "") {
            intArrayOf(Math.random().hashCode())
        },
        Changing("random values in a hash set", "[0]") {
            HashSet(List(3) { UUID.randomUUID() })
        },
        Changing("a UUID in a data class that holds an object", ".token.id") {
            Data(Token(UUID.randomUUID()))
        },
        Changing("a UUID in a value class", ".id") { Wrapped(Token(UUID.randomUUID())).token },
        Changing("a UUID in an Optional", ".id") { Optional.of(Token(UUID.randomUUID())) },
        Changing("a UUID in an AtomicReference", "") { AtomicReference(UUID.randomUUID()) },
        Changing("a default value that is computed", "") { Written(1) },
        Changing("a list of another length", ".size") { List(global.getAndIncrement()) { "x" } },
        Changing("text in a StringBuilder", "") { StringBuilder("${UUID.randomUUID()}") },
        Changing("a UUID that a lambda has captured", "") {
            val id = UUID.randomUUID()
            val makeName = { "name-$id" }
            makeName
        },
        Changing("a UUID in an object that a lambda has captured", "") {
            val token = Token(UUID.randomUUID())
            val makeName: (String) -> String = { "$it-${token.id}" }
            makeName
        },
        Changing("a UUID behind two lambdas", "") {
            val id = UUID.randomUUID()
            val inner = { "$id" }
            val outer = { inner() + "!" }
            outer
        },
        Changing("a UUID that a Java lambda has captured", "") {
            val id = UUID.randomUUID()
            Supplier { "$id" }
        },
        Changing("a UUID that is bound to a function reference", "") {
            Token(UUID.randomUUID())::hashCode
        },
        Changing("a UUID that a suspending lambda has captured", "") {
            val id = UUID.randomUUID()
            val makeName: suspend () -> String = { "name-$id" }
            makeName
        },
        Changing("a UUID that an object expression has captured", "") {
            val id = UUID.randomUUID()
            object {
                override fun toString() = "$id"
            }
        },
        Changing("a UUID in a cyclic structure", ".next.next.name") {
            val rings = listOf(Ring("a"), Ring("b"), Ring("${UUID.randomUUID()}"))
            rings.forEachIndexed { index, ring -> ring.next = rings[(index + 1) % 3] }
            rings.first()
        },
        Changing("an exception with another text", "") {
            IllegalStateException("${UUID.randomUUID()}")
        },
    )

private val global = AtomicInteger()

private fun steady(kind: String, make: suspend WorkflowScope.() -> Any?) = kind to make

private val STEADY: List<Pair<String, suspend WorkflowScope.() -> Any?>> =
    listOf(
        steady("objects that are made of the same values") { Made("x", uuid(), now()) },
        steady("random values from the scope") {
            Token(UUID(random.nextLong(), random.nextLong()))
        },
        steady("a lambda over the same values") {
            val id = uuid()
            val makeName = { "name-$id" }
            makeName
        },
        steady("the result of a step") { step("make") { UUID.randomUUID().toString() } },
        steady("the failure of a step") {
            try {
                step<Unit>("fails") { fail("no") }
            } catch (failure: Exception) {
                failure
            }
        },
        steady("the scope itself") { this },
        steady("an object made of the scope's key") { listOf(workflowId, "$workflowId!") },
        steady("a logger") { LogManager.getLogger("x") },
        steady("a hash set of values") { HashSet(List(20) { UUID(0, it.toLong()) }) },
        steady("a hash map with values as keys") {
            List(20) { UUID(0, it.toLong()) }.associateWith { Token(it) }.toMap(HashMap())
        },
        steady("a list in other classes") { listOf(1, 2).map { it + 1 } },
        steady("a cyclic structure") {
            Ring("a").also { it.next = it }
        },
        steady("a plain lock") { Any() },
        steady("a singleton and a constant") { listOf(Unit, Level.WARN, Double.NaN, 'x', null) },
        steady("an open executor that was there before") { executor },
    )

private class Made(val name: String, val id: Any, val at: Any)

private val executor = Executors.newCachedThreadPool()
