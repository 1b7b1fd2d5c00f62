package dev.landlord.workflow.generated

import dev.landlord.workflow.RetryPolicy
import dev.landlord.workflow.WorkflowCancelledException
import dev.landlord.workflow.WorkflowDefinition
import dev.landlord.workflow.WorkflowScope
import dev.landlord.workflow.call
import dev.landlord.workflow.compensate
import dev.landlord.workflow.contract.Errands
import dev.landlord.workflow.fail
import dev.landlord.workflow.forEachParallel
import dev.landlord.workflow.landlordWorkflow
import dev.landlord.workflow.now
import dev.landlord.workflow.parallel
import dev.landlord.workflow.race
import dev.landlord.workflow.saga
import dev.landlord.workflow.sleep
import dev.landlord.workflow.step
import dev.landlord.workflow.uuid
import dev.landlord.workflow.withTimeout
import dev.landlord.workflow.withTimeoutOrNull
import dev.restate.sdk.common.TerminalException
import java.util.concurrent.ConcurrentHashMap
import java.util.concurrent.CopyOnWriteArrayList
import java.util.concurrent.atomic.AtomicInteger
import kotlin.time.Duration.Companion.milliseconds

/** A workflow as a value, which [arbWorkflow] generates, prints and shrinks. */
sealed interface Node

/** A step that fails [failures] times before it succeeds; never if there are fewer attempts. */
data class Work(val name: String, val failures: Int = 0) : Node

/** A step that fails terminally at its first attempt. */
data class Refuse(val name: String) : Node

/** An undo action, which may fail terminally. */
data class Undoing(val name: String, val succeeds: Boolean = true) : Node

data class Pause(val millis: Int) : Node

/** A UUID, a random number and a journaled time. */
data object Draw : Node

/** Calls another service, which may refuse. */
data class Ask(val name: String, val succeeds: Boolean = true) : Node

data class Branches(val bodies: List<List<Node>>) : Node

/** The first of [bodies] that ends; the undo actions of the others run or are kept. */
data class Racing(val bodies: List<List<Node>>, val undoLosers: Boolean) : Node

/** [body] with a timeout, after which the program continues or fails. */
data class Timed(val millis: Int, val body: List<Node>, val continues: Boolean) : Node

/** [bodies] in branches, with a limit of concurrent branches. */
data class Each(val bodies: List<List<Node>>, val concurrency: Int) : Node

/** Continues after a failure in [body]. */
data class Catching(val body: List<Node>) : Node

/** [body] with undo actions of its own. */
data class Sagas(val body: List<Node>) : Node

/** [body] repeated, so that names repeat. */
data class Again(val times: Int, val body: List<Node>) : Node

/** A terminal failure in the body itself. */
data class Fail(val message: String) : Node

/** The effects of a program's blocks, and the undo actions that its last attempt registered. */
open class Effects {
    val done: MutableSet<String> = ConcurrentHashMap.newKeySet()
    val undone = CopyOnWriteArrayList<String>()
    val failedUndo = CopyOnWriteArrayList<String>()
    private val registered = CopyOnWriteArrayList<Registered>()

    /** The undo actions of each failed saga of the last attempt. */
    private val failed = CopyOnWriteArrayList<List<Registered>>()
    private val count = AtomicInteger()
    private val failures = ConcurrentHashMap<String, Int>()

    /** Starts an attempt; returns the list in which its body registers undo actions. */
    fun begin(): MutableList<Registered> {
        count.set(0)
        registered.clear()
        failed.clear()
        return registered
    }

    fun register(undo: Undoing) = Registered(undo, count.getAndIncrement())

    fun failed(saga: List<Registered>) {
        failed += saga.toList()
    }

    /** The required undo actions: an ordered list for each saga that failed. */
    fun toUndo(succeeded: Boolean): List<List<Undoing>> =
        (failed + listOf(if (succeeded) emptyList() else registered)).map { saga ->
            saga.sortedByDescending { it.order }.map { it.undo }
        }

    open fun work(work: Work) {
        val failed = failures.merge(work.name, 1, Int::plus) ?: 1
        check(failed > work.failures) { "failure $failed of ${work.name}" }
        done += work.name
    }

    open fun undo(undo: Undoing) {
        if (!undo.succeeds) {
            failedUndo += undo.name
            fail("${undo.name} cannot be undone")
        }
        undone += undo.name
    }
}

/** An undo action and its number in the run. */
class Registered(val undo: Undoing, val order: Int)

const val ATTEMPTS = 3

/** More failures than any number of crashes allows attempts. */
const val NEVER = Int.MAX_VALUE

// All pauses are equal, because a crash resets the count of failures and must change no pause.
private val QUICK =
    RetryPolicy(1.milliseconds, factor = 1.0, maxDelay = 2.milliseconds, maxAttempts = ATTEMPTS)

/** The workflow that [nodes] describe. Its result lists the nodes that it ran. */
fun workflow(nodes: List<Node>, effects: Effects): WorkflowDefinition<String, String> =
    landlordWorkflow(stepRetry = QUICK) { input ->
        "$input${play(nodes, Player(effects, effects.begin()))}"
    }

private suspend fun WorkflowScope.play(nodes: List<Node>, player: Player): String {
    val trail = StringBuilder()
    for (node in nodes) trail.append(' ').append(play(node, player))
    return trail.toString()
}

/** [registered] has the undo actions of the enclosing saga. */
private class Player(val effects: Effects, val registered: MutableList<Registered>)

private suspend fun WorkflowScope.play(node: Node, player: Player): String =
    when (node) {
        is Work ->
            step(node.name) {
                player.effects.work(node)
                "did ${node.name}"
            }
        is Refuse -> step(node.name) { fail("refused ${node.name}", 422) }
        is Undoing -> {
            player.registered += player.effects.register(node)
            compensate(node.name, RetryPolicy.NONE) { player.effects.undo(node) }
            "registered ${node.name}"
        }
        is Ask -> call(if (node.succeeds) Errands.greet(node.name) else Errands.refuse(node.name))
        is Pause -> "slept".also { sleep(node.millis.milliseconds) }
        is Draw -> "${uuid()} ${random.nextInt()} ${now()}"
        is Branches -> parallel(node.bodies.map { body -> branch(body, player) }).toString()
        is Racing -> playRace(node, player)
        is Timed -> playTimed(node, player)
        is Each -> forEachParallel(node.bodies, node.concurrency) { play(it, player) }.toString()
        is Catching ->
            try {
                play(node.body, player)
            } catch (failure: TerminalException) {
                "caught ${failure.code} ${failure.message}"
            }
        is Sagas -> playSaga(node, player)
        is Again -> (1..node.times).map { play(node.body, player) }.toString()
        is Fail -> fail(node.message, 418)
    }

private suspend fun WorkflowScope.playSaga(node: Sagas, player: Player): String {
    val inner = Player(player.effects, CopyOnWriteArrayList())
    return try {
        val trail = saga { play(node.body, inner) }
        player.registered += inner.registered
        trail
    } catch (failure: TerminalException) {
        player.effects.failed(inner.registered)
        throw failure
    }
}

private suspend fun WorkflowScope.playRace(node: Racing, player: Player): String {
    val racers = node.bodies.map { Player(player.effects, CopyOnWriteArrayList()) }
    var winner: Player? = null
    val bodies =
        node.bodies.mapIndexed { index, body ->
            val racer = racers[index]
            val branch: suspend WorkflowScope.() -> String = {
                try {
                    play(body, racer).also { winner = winner ?: racer }
                } catch (failure: TerminalException) {
                    if (!failure.isStop) winner = winner ?: racer
                    throw failure
                }
            }
            branch
        }
    fun settle() {
        val (kept, undone) = racers.partition { it == winner || winner == null || !node.undoLosers }
        player.registered += kept.flatMap { it.registered }
        player.effects.failed(undone.flatMap { it.registered })
    }
    return try {
        race(bodies, node.undoLosers).also { settle() }
    } catch (failure: TerminalException) {
        settle()
        throw failure
    }
}

/** Whether the exception cancels a branch. */
private val TerminalException.isStop
    get() = this is WorkflowCancelledException || message.orEmpty().startsWith("stopped because")

private suspend fun WorkflowScope.playTimed(node: Timed, player: Player): String =
    if (node.continues)
        withTimeoutOrNull(node.millis.milliseconds) { play(node.body, player) } ?: "timed out"
    else withTimeout(node.millis.milliseconds) { play(node.body, player) }

private fun branch(body: List<Node>, player: Player): suspend WorkflowScope.() -> String = {
    play(body, player)
}
