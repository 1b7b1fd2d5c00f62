@file:OptIn(InternalEngineApi::class)

package dev.landlord.workflow.engine

import dev.restate.common.Slice
import dev.restate.common.Target
import dev.restate.sdk.common.TerminalException
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import kotlin.time.Duration
import kotlin.time.Duration.Companion.seconds
import kotlinx.coroutines.yield

/** The invariants of the engine, with strands that are not coroutines. */
class EngineTest :
    FunSpec({
        suspend fun run(journal: ScriptedJournal, body: Body): Any? =
            Engine(journal, NoHost).run(body)

        test("E1: the engine calls the journal one operation at a time") {
            val journal = ScriptedJournal()
            run(journal, fork(steps("a", "b"), steps("c"), sleeping()))
            journal.mostAtOnce shouldBe 1
        }

        test("E2: branches resume in first-in-first-out order") {
            val journal = ScriptedJournal()
            run(journal, fork(steps("a1", "a2"), steps("b1", "b2"), steps("c1")))
            journal.operations shouldBe listOf("a1", "b1", "c1", "a2", "b2")
        }

        test("E3: the journal decides which of several pending operations settles first") {
            val journal = ScriptedJournal { waiting -> waiting.last() }
            run(journal, fork(steps("a1", "a2"), steps("b1", "b2")))
            journal.operations shouldBe listOf("a1", "b1", "b2", "a2")
        }

        test("E5: a Run and a Sleep are one operation each, and awaiting adds no operation") {
            val journal = ScriptedJournal()
            run(journal, strand(TestRun("a"), Sleep(1.seconds, isOwn = false), Yield))
            journal.operations shouldBe listOf("a", "sleep")
        }

        test("E5: equal names of Runs are numbered") {
            val journal = ScriptedJournal()
            run(journal, strand(TestRun("a"), TestRun("a"), TestRun("a #2")))
            journal.operations shouldBe listOf("a", "a #2", "a #2 #2")
        }

        test("a strand receives values and terminal failures; other failures end the attempt") {
            val seen = ArrayList<Result<Any?>>()
            val failing = TestRun("fails") { throw TerminalException(409, "no") }
            run(ScriptedJournal(), Body { Listed(listOf(TestRun("a"), failing), seen) })
            seen.map { it.exceptionOrNull()?.message ?: it.getOrNull() } shouldBe
                listOf(Unit, "a", "no")
            val unreadable = TestRun("broken") { error("unreadable") }
            shouldThrow<IllegalStateException> { run(ScriptedJournal(), strand(unreadable)) }
                .message shouldBe "unreadable"
        }
    })

private fun strand(vararg primitives: Primitive<*>) = Body { Listed(primitives.asList()) }

private fun steps(vararg names: String) = Body { Listed(names.map { TestRun(it) }) }

private fun sleeping() = strand(Sleep(1.seconds, isOwn = false))

private fun fork(vararg bodies: Body) = strand(Fork(bodies.asList()) { it })

/** Requests one primitive after the other. */
private class Listed(
    private val primitives: List<Primitive<*>>,
    private val seen: MutableList<Result<Any?>> = ArrayList(),
) : Strand {
    override suspend fun resume(outcome: Result<Any?>): Turn {
        val next = primitives.getOrNull(seen.size)
        seen += outcome
        return next ?: End(Result.success(null))
    }
}

private class TestRun(name: String, private val result: () -> String = { name }) :
    Run<String>(name, Retry.None) {
    override val resultType = "test"

    override suspend fun attempt(isLast: () -> Boolean): Slice = Slice.EMPTY

    override fun read(outcome: Outcome): String = result()
}

private object NoHost : Host {
    override fun cancellation() = TerminalException(409, "cancelled")

    override fun code(failure: TerminalException) = failure.code

    override fun text(failure: TerminalException) = failure.message.orEmpty()

    override fun words(failure: TerminalException) = failure.message.orEmpty()

    override fun warn(message: () -> String) {}
}

/** Records the operations; [choose] is the handle that settles next. */
private class ScriptedJournal(private val choose: (List<Handle>) -> Handle = { it.first() }) :
    Journal {
    val operations = ArrayList<String>()
    var mostAtOnce = 0
    private var atOnce = 0

    override val workflowId = "test"
    override val invocationId = "inv_test"
    override val service: String? = null
    override val isReplaying = false

    override suspend fun run(name: String, retry: Retry, block: suspend () -> Slice): Handle =
        begin(name)

    override suspend fun sleep(duration: Duration): Handle = begin("sleep")

    override suspend fun next(waiting: WaitSet): Handle = alone { choose(waiting.toList()) }

    private suspend fun begin(operation: String): Handle = alone {
        operations += operation
        Done()
    }

    private suspend fun <T> alone(block: () -> T): T {
        mostAtOnce = maxOf(mostAtOnce, ++atOnce)
        yield()
        return block().also { atOnce-- }
    }

    private class Done : Handle() {
        override fun outcome(): Slice = Slice.EMPTY
    }

    override suspend fun set(key: String, value: Slice) = error("unused")

    override suspend fun promise(key: String) = error("unused")

    override suspend fun completePromise(key: String, value: Slice) = error("unused")

    override suspend fun awakeable() = error("unused")

    override fun isOwn(target: Target) = false

    override suspend fun call(request: ServiceRequest) = error("unused")

    override suspend fun send(request: ServiceRequest, after: Duration) = error("unused")

    override suspend fun attach(invocationId: String) = error("unused")

    override suspend fun cancel(invocationId: String) = error("unused")

    override suspend fun <T> native(block: suspend (Any) -> T): T = error("unused")
}
