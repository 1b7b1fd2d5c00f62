package dev.landlord.workflow.generated

import dev.landlord.devserver.RestateServer
import dev.landlord.workflow.Campaign
import dev.landlord.workflow.contract.Errands
import dev.landlord.workflow.contract.stringService
import dev.landlord.workflow.restate.run
import dev.landlord.workflow.serve.serve
import dev.landlord.workflow.testing.http.post
import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContain
import io.kotest.matchers.shouldBe
import io.kotest.property.Arb
import io.kotest.property.RandomSource
import io.kotest.property.arbitrary.take
import kotlin.random.Random

/**
 * A server that holds the command of a step back until its result, and one that sends each message
 * at once, write the same journal: entry for entry, of the same size, in the same order.
 *
 * With branches, the order of entries depends on which result is there first, in both: so these
 * programs have one branch. What holds for all programs is in [GeneratedWorkflowServerTest].
 */
class BatchedCommandsTest :
    FunSpec({
        test("programs have the same journal with commands held back and without") {
            val seed = Random.nextLong()
            val programs =
                Arb.workflow()
                    .take(20 * PROGRAMS, RandomSource.seeded(seed))
                    .filter { it.isSequential() }
                    .take(PROGRAMS)
                    .toList()
            val (held, direct) = listOf(true, false).map { journals(programs, isBatching = it) }
            for ((index, program) in programs.withIndex()) {
                withClue("program $index of seed $seed: $program") {
                    held[index] shouldBe direct[index]
                }
            }
            held.flatten().map { it.type } shouldContain "Command: Run"
        }
    })

private val PROGRAMS = Campaign.rounds(bounded = 30, full = 400)

private data class Entry(val type: String, val name: String, val size: Int)

private fun List<Node>.isSequential(): Boolean = all {
    when (it) {
        is Branches,
        is Racing,
        is Timed,
        is Each -> false
        is Catching -> it.body.isSequential()
        is Sagas -> it.body.isSequential()
        is Again -> it.body.isSequential()
        else -> true
    }
}

private fun journals(programs: List<List<Node>>, isBatching: Boolean): List<List<Entry>> =
    RestateServer.start().use { server ->
        val service =
            stringService("Program") { context, input ->
                workflow(programs[context.key().toInt()], Effects()).run(context, input)
            }
        serve(port = 0) {
                bind(service)
                bind(Errands.service())
                batchCommands(isBatching)
            }
            .use { served ->
                server.admin().register(served.uri())
                programs.indices.map { key ->
                    post(server.ingressUrl().resolve("/Program/$key/run"), "\"go\"")
                    server
                        .admin()
                        .query(
                            "select entry_type, name, length(encode(raw, 'hex')) / 2 as size from sys_journal " +
                                "where id = '${server.invocation("$key")}' order by index"
                        )
                        .map {
                            Entry(
                                it["entry_type"].asText(),
                                it["name"]?.asText().orEmpty(),
                                it["size"].asInt(),
                            )
                        }
                }
            }
    }
