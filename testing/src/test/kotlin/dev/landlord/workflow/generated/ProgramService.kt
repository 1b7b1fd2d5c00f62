package dev.landlord.workflow.generated

import dev.landlord.workflow.contract.Errands
import dev.landlord.workflow.contract.stringService
import dev.landlord.workflow.restate.run
import dev.landlord.workflow.serve.serve
import dev.landlord.workflow.testing.journal.Command
import dev.landlord.workflow.testing.memory.inMemoryRun
import dev.landlord.workflow.testing.replay.Schedule
import dev.landlord.workflow.testing.replay.ScheduledSimulation
import io.kotest.property.Arb
import io.kotest.property.RandomSource
import io.kotest.property.arbitrary.take
import java.nio.file.Path
import java.nio.file.StandardOpenOption.APPEND
import java.nio.file.StandardOpenOption.CREATE
import java.util.concurrent.ConcurrentHashMap
import java.util.concurrent.CountDownLatch
import kotlin.io.path.Path
import kotlin.io.path.createFile
import kotlin.io.path.div
import kotlin.io.path.exists
import kotlin.io.path.readLines
import kotlin.io.path.writeText
import kotlin.random.Random
import kotlinx.coroutines.runBlocking

/**
 * Serves programs in a separate process that a test kills: `<folder> <port> <round> <kind of
 * body>`. In each round each program stops at another block, before or after the effect, and writes
 * a file `<round>/<key>`; in round 0 no program stops.
 */
fun main(arguments: Array<String>) {
    val (folder, port, round, kind) = arguments
    val effects = ConcurrentHashMap<String, Effects>()
    val service =
        stringService("Program") { context, input ->
            val key = context.key()
            val own =
                effects.computeIfAbsent(key) {
                    LastingEffects(Path(folder), key, KilledPrograms.gate(key, round.toInt()))
                }
            BodyKind.of(kind).program(KilledPrograms.of(key), own).run(context, input)
        }
    serve(port.toInt()) {
        bind(service)
        bind(Errands.service())
    }
}

/** The programs that are killed, the same in every process: most of them undo something. */
object KilledPrograms {
    private val played: List<Pair<List<Node>, List<Command>>> by lazy {
        val (undoing, others) =
            Arb.workflow()
                .take(400, RandomSource.seeded(20_261_121L))
                .map { it to blocks(it) }
                .filterNot { (_, blocks) -> blocks.isEmpty() }
                .partition { (_, blocks) -> blocks.any { it.isUndo } }
        undoing.take(45) + others.take(15)
    }

    val all: List<List<Node>>
        get() = played.map { it.first }

    /** The program of a run: the first part of its key is the index, as in `12` or `12-7`. */
    fun of(key: String): List<Node> = all[key.substringBefore('-').toInt()]

    /** The block to stop at: most often that of an undo action, if there is one. */
    fun gate(key: String, round: Int): Gate? {
        if (round == 0) return null
        val random = Random(31 * key.toInt() + round)
        val blocks = played[key.toInt()].second
        val undos = blocks.filter { it.isUndo }
        val block =
            (if (undos.isNotEmpty() && random.nextInt(4) > 0) undos else blocks).random(random)
        return Gate(round, block.blockName(), block.isUndo, isBefore = random.nextBoolean())
    }

    /** The blocks that run without a disturbance. */
    private fun blocks(program: List<Node>): List<Command> {
        val run =
            inMemoryRun(
                workflow(program, Effects()),
                "go",
                ScheduledSimulation(Schedule()),
                services = Errands.inMemory(),
            )
        runBlocking { run.proceed() }
        return run.journal.commands.filter { STANDS.containsMatchIn(it.name) }
    }

    private val STANDS = Regex("^(undo: )?(work|flaky|undo|stuck) ")
}

/** The point at which a program stops. */
class Gate(val round: Int, val block: String, val isUndo: Boolean, val isBefore: Boolean)

/** The effects of blocks, in files that outlive the process. */
class LastingEffects(
    private val folder: Path,
    private val key: String,
    private val gate: Gate? = null,
) : Effects() {
    override fun work(work: Work) {
        standStill(work.name, isBefore = true)
        super.work(work)
        note("done", work.name)
        standStill(work.name, isBefore = false)
    }

    override fun undo(undo: Undoing) {
        standStill(undo.name, isBefore = true)
        super.undo(undo)
        note("undone", undo.name)
        standStill(undo.name, isBefore = false)
    }

    /** The blocks that had their effect, in any process. */
    fun noted(kind: String): Set<String> {
        val file = folder / "$key.$kind"
        return if (file.exists()) file.readLines().toSet() else emptySet()
    }

    @Synchronized
    private fun note(kind: String, name: String) =
        (folder / "$key.$kind").writeText("$name\n", options = arrayOf(CREATE, APPEND))

    private fun standStill(block: String, isBefore: Boolean) {
        if (gate == null || gate.block != block || gate.isBefore != isBefore) return
        val reached = folder / "${gate.round}" / key
        // The gate holds only the first repetition of the block.
        if (reached.exists()) return
        reached.createFile()
        CountDownLatch(1).await()
    }
}
