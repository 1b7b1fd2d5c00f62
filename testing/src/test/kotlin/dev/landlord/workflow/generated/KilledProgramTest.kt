package dev.landlord.workflow.generated

import com.fasterxml.jackson.databind.ObjectMapper
import dev.landlord.devserver.RestateServer
import dev.landlord.workflow.testing.http.post
import dev.landlord.workflow.testing.journal.End
import dev.landlord.workflow.testing.journal.RecordedJournal
import dev.landlord.workflow.testing.process.ServiceProcess
import dev.landlord.workflow.testing.process.freePort
import dev.landlord.workflow.testing.process.waitUntil
import dev.landlord.workflow.testing.replay.Replay
import io.kotest.assertions.nondeterministic.eventually
import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.engine.spec.tempdir
import io.kotest.matchers.collections.shouldContainAll
import io.kotest.matchers.collections.shouldContainExactlyInAnyOrder
import io.kotest.matchers.collections.shouldContainInOrder
import io.kotest.matchers.ints.shouldBeGreaterThan
import io.kotest.matchers.shouldBe
import java.nio.file.Path
import kotlin.io.path.Path
import kotlin.io.path.createDirectory
import kotlin.io.path.div
import kotlin.io.path.listDirectoryEntries
import kotlin.io.path.name
import kotlin.time.Duration.Companion.minutes

/**
 * G2, G3, G4 and G9 on the real server: every program stops at a block, forward or during the undo;
 * then its process is killed, and in one round the server too. Every third is cancelled meanwhile,
 * and cancelled again in the next round.
 */
class KilledProgramTest :
    FunSpec({
        for (kind in BodyKind.ofCampaign) {
            test(
                "${kind.name}: kill -9, forward and during the undo: all actions run, in reverse"
            ) {
                val folder = tempdir().toPath()
                val port = freePort()
                val stoodStill = ArrayList<String>()
                val invocations = HashMap<String, String>()
                RestateServer.start().use { server ->
                    val keys = KilledPrograms.all.indices.map { "$it" }
                    for (round in 1..ROUNDS) {
                        (folder / "$round").createDirectory()
                        served(folder, port, round, kind) {
                            if (round == 1) {
                                waitUntil("the service is registered") {
                                    server.admin().register(server.serviceUrl(port)).let { true }
                                }
                                keys.forEach { invocations[it] = server.start(it) }
                            }
                            var running = keys
                            waitUntil("every program stands still in round $round, or has ended") {
                                val reached =
                                    (folder / "$round").listDirectoryEntries().map { it.name }
                                running = keys - server.ended()
                                reached.containsAll(running)
                            }
                            for (key in running) {
                                if (key.toInt() % 3 == 0) {
                                    eventually(2.minutes) {
                                        server.admin().cancel(invocations.getValue(key))
                                    }
                                }
                                stoodStill +=
                                    checkNotNull(KilledPrograms.gate(key, round)).describe()
                            }
                            if (round == 2) server.kill()
                        }
                        if (round == 2) server.restart()
                    }
                    served(folder, port, round = 0, kind) {
                        waitUntil("every program has ended") { server.ended() == keys.toSet() }
                    }
                    for (key in keys) {
                        val program = KilledPrograms.of(key)
                        withClue("program $key: $program") {
                            LastingEffects(folder, key)
                                .shouldBeUndone(program, server.journal(key), kind)
                        }
                    }
                }
                // Otherwise this test shows little.
                for (where in
                    listOf("before a step", "after a step", "before an undo", "after an undo")) {
                    withClue(where) { stoodStill.count { it == where } shouldBeGreaterThan 5 }
                }
            }
        }
    })

private const val ROUNDS = 3

private fun Gate.describe() =
    (if (isBefore) "before " else "after ") + (if (isUndo) "an undo" else "a step")

/** @param journal of a run that has ended */
internal fun LastingEffects.shouldBeUndone(
    program: List<Node>,
    journal: RecordedJournal,
    kind: BodyKind,
) {
    val replayed = Effects()
    Replay(kind.program(program, replayed), journal, sameInstance = false)
        .tracedDifference() shouldBe null
    val toUndo = replayed.toUndo(succeeded = journal.end is End.Result)
    val commands = journal.commands.filter { it.isUndo }.map { it.blockName() }
    commands shouldContainExactlyInAnyOrder toUndo.flatten().map { it.name }
    val succeeded = journal.succeeded()
    val undone = succeeded.filter { it.isUndo }.map { it.blockName() }
    undone shouldContainExactlyInAnyOrder toUndo.flatten().filter { it.succeeds }.map { it.name }
    for (saga in toUndo.map { saga -> saga.filter { it.succeeds }.map { it.name } }) {
        if (saga.isNotEmpty()) undone shouldContainInOrder saga
    }
    // The journal proves these effects; no other undo action has run.
    noted("undone") shouldBe undone.toSet()
    val works = succeeded.map { it.blockName() }.filter { it.startsWith("work") }
    noted("done") shouldContainAll works
}

/** Serves the programs in another process while [action] runs, then kills the process. */
private inline fun served(
    folder: Path,
    port: Int,
    round: Int,
    kind: BodyKind,
    action: () -> Unit,
) {
    val main = "dev.landlord.workflow.generated.ProgramServiceKt"
    val log = folder / "service-$round.log"
    ServiceProcess(main, log, "$folder", "$port", "$round", kind.name).use { action() }
}

internal fun RestateServer.start(key: String): String {
    val (status, body) = post(ingressUrl().resolve("/Program/$key/run/send"), "\"go\"")
    status shouldBe 202
    return ObjectMapper().readTree(body)["invocationId"].asText()
}

internal fun RestateServer.ended(): Set<String> =
    admin()
        .query(
            "select target_service_key from sys_invocation where target_service_name = 'Program' " +
                "and status = 'completed'"
        )
        .map { it["target_service_key"].asText() }
        .toSet()
