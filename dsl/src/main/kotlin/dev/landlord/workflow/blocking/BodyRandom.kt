package dev.landlord.workflow.blocking

import java.util.Random
import kotlin.random.Random as KotlinRandom
import kotlin.random.asJavaRandom

/**
 * The random numbers of a run as the generator of Java. [ofCaller] gives the generator of the run,
 * for each number anew, and refuses a caller that is not the body: the block of a step runs at
 * another time on a replay, so that its numbers would move those of the body.
 */
internal class BodyRandom(private val ofCaller: () -> KotlinRandom) : Random(0) {
    private val isCreated = true

    override fun next(bits: Int): Int = ofCaller().nextBits(bits)

    /** Seeds the generator of the run; the constructor of the superclass calls it, too. */
    override fun setSeed(seed: Long) {
        if (isCreated) ofCaller().asJavaRandom().setSeed(seed)
    }
}
