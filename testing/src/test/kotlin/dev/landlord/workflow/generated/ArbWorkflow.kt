package dev.landlord.workflow.generated

import io.kotest.property.Arb
import io.kotest.property.RandomSource
import io.kotest.property.arbitrary.ArbitraryBuilder
import kotlin.random.Random

/**
 * Random programs over every construct of the DSL: nested, with retries, terminal failures, undo
 * actions and branches. Shrinks by leaving nodes out.
 *
 * @param hopeless with steps that fail at every attempt; after a crash they have more attempts, and
 *   so more time in which other branches continue
 */
fun Arb.Companion.workflow(maxNodes: Int = 12, hopeless: Boolean = true): Arb<List<Node>> =
    ArbitraryBuilder.create { source: RandomSource ->
            ProgramMaker(source.random, maxNodes, hopeless).body()
        }
        .withShrinker { program -> program.smaller() }
        .build()

private class ProgramMaker(
    private val random: Random,
    private var budget: Int,
    private val hopeless: Boolean,
) {
    private var names = 0

    fun body(depth: Int = 0): List<Node> = List(random.nextInt(1, 6)) { node(depth) }

    private fun node(depth: Int): Node {
        budget--
        val nests = depth < 3 && budget > 0
        return when (random.nextInt(if (nests) 26 else 14)) {
            in 0..3 -> Work(name("work"))
            4 -> Work(name("flaky"), failures = failures())
            in 5..6 -> Undoing(name("undo"))
            7 -> Undoing(name("stuck"), succeeds = random.nextInt(3) > 0)
            8 -> Pause(random.nextInt(4))
            9 -> Draw
            10 -> if (random.nextInt(3) == 0) Refuse(name("refused")) else Work(name("work"))
            11 -> if (random.nextInt(4) == 0) Fail(name("failed")) else Work(name("work"))
            12 -> Ask(name("asked"))
            13 -> Ask(name("asked"), succeeds = random.nextInt(3) > 0)
            in 14..15 -> Branches(List(random.nextInt(0, 4)) { body(depth + 1) })
            in 16..19 -> Catching(body(depth + 1))
            18 -> Sagas(body(depth + 1))
            17 -> Catching(listOf(Sagas(body(depth + 1))))
            in 20..21 ->
                Racing(List(random.nextInt(1, 4)) { body(depth + 1) }, random.nextBoolean())
            in 22..23 -> Timed(random.nextInt(6), body(depth + 1), random.nextInt(4) > 0)
            24 -> Each(List(random.nextInt(0, 4)) { body(depth + 1) }, random.nextInt(1, 3))
            else -> Again(random.nextInt(0, 4), body(depth + 1))
        }
    }

    private fun failures() =
        if (hopeless && random.nextInt(3) == 0) NEVER else random.nextInt(1, ATTEMPTS)

    private fun name(kind: String) = "$kind ${names++}"
}

/** The program without one node, or with one node shrunk. */
private fun List<Node>.smaller(): List<List<Node>> =
    indices.map { filterIndexed { index, _ -> index != it } } +
        flatMapIndexed { index, node ->
            node.smaller().map { smaller -> toMutableList().also { it[index] = smaller } }
        }

private fun Node.smaller(): List<Node> =
    when (this) {
        is Branches -> smallerAmong(bodies).map { Branches(it) }
        is Racing -> smallerAmong(bodies).filter { it.isNotEmpty() }.map { Racing(it, undoLosers) }
        is Each -> smallerAmong(bodies).map { Each(it, concurrency) }
        is Timed -> body.smaller().map { Timed(millis, it, continues) }
        is Catching -> body.smaller().map { Catching(it) }
        is Sagas -> body.smaller().map { Sagas(it) }
        is Again ->
            listOfNotNull(if (times > 0) Again(times - 1, body) else null) +
                body.smaller().map { Again(times, it) }
        is Work -> listOfNotNull(if (failures > 0) Work(name) else null)
        else -> emptyList()
    }

private fun smallerAmong(bodies: List<List<Node>>): List<List<List<Node>>> =
    bodies.indices.map { bodies.filterIndexed { index, _ -> index != it } } +
        bodies.flatMapIndexed { index, body ->
            body.smaller().map { smaller -> bodies.toMutableList().also { it[index] = smaller } }
        }
