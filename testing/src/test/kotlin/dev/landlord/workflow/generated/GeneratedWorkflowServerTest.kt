package dev.landlord.workflow.generated

import dev.landlord.devserver.RestateServer
import dev.landlord.workflow.contract.Errands
import dev.landlord.workflow.contract.stringService
import dev.landlord.workflow.restate.run
import dev.landlord.workflow.serve.serve
import dev.landlord.workflow.testing.comparison
import dev.landlord.workflow.testing.http.post
import dev.landlord.workflow.testing.journal.Completion
import dev.landlord.workflow.testing.journal.End
import dev.landlord.workflow.testing.journal.RecordedJournal
import dev.landlord.workflow.testing.replay.Replay
import dev.landlord.workflow.testing.server.ServerMode
import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainExactlyInAnyOrder
import io.kotest.matchers.collections.shouldContainInOrder
import io.kotest.matchers.shouldBe
import io.kotest.property.Arb
import io.kotest.property.RandomSource
import io.kotest.property.arbitrary.take
import java.util.concurrent.ConcurrentHashMap

/**
 * A sample of programs on the real server; every prefix of their journals is replayed in memory.
 */
class GeneratedWorkflowServerTest :
    FunSpec({
        for (mode in ServerMode.entries) {
            test(
                "programs are undone in reverse, and replay the same way, on a server in mode $mode"
            ) {
                val programs = Arb.workflow().take(PROGRAMS, RandomSource.seeded(SEED)).toList()
                val options = RestateServer.options()
                if (mode == ServerMode.ALWAYS_REPLAY) options.alwaysReplay()
                options.start().use { server ->
                    val effects = ConcurrentHashMap<String, Effects>()
                    val service =
                        stringService("Program") { context, input ->
                            val key = context.key()
                            val workflow =
                                workflow(
                                    programs[key.toInt()],
                                    effects.computeIfAbsent(key) { Effects() },
                                )
                            workflow.run(context, input)
                        }
                    serve(port = 0) {
                            bind(service)
                            bind(Errands.service())
                        }
                        .use { served ->
                            server.admin().register(served.uri())
                            programs.forEachIndexed { index, program ->
                                withClue("program $index of seed $SEED: $program") {
                                    post(
                                        server.ingressUrl().resolve("/Program/$index/run"),
                                        "\"go\"",
                                    )
                                    val journal = server.journal("$index")
                                    journal.shouldReplay(program)
                                    effects.getValue("$index").shouldBeUndone(journal)
                                }
                            }
                        }
                }
            }
        }
    })

private const val PROGRAMS = 40
private const val SEED = 20_261_120L

private fun RecordedJournal.shouldReplay(program: List<Node>) {
    for (prefix in size downTo 0) {
        val replay = Replay(workflow(program, Effects()), this, prefix, sameInstance = false)
        replay.tracedDifference()?.let { comparison(it) } shouldBe null
    }
}

private fun Effects.shouldBeUndone(journal: RecordedJournal) {
    val toUndo = toUndo(succeeded = journal.end is End.Result)
    undone shouldContainExactlyInAnyOrder toUndo.flatten().filter { it.succeeds }.map { it.name }
    failedUndo shouldContainExactlyInAnyOrder
        toUndo.flatten().filterNot { it.succeeds }.map { it.name }
    val inOrder = toUndo.map { saga -> saga.filter { it.succeeds }.map { it.name } }
    for (saga in inOrder.filterNot { it.isEmpty() }) undone shouldContainInOrder saga
    journal.completions.filter(Completion::isCancellation) shouldBe emptyList()
}
