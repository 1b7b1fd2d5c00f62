package dev.landlord.workflow

import io.kotest.core.spec.style.FunSpec
import io.kotest.core.test.TestScope

/**
 * The size of the campaigns: tests that kill, race or generate, and show more the longer they run.
 * `mvn verify` runs them in a bounded form, and `.ci/campaigns` in full.
 */
object Campaign {
    val isFull: Boolean =
        when (val size = System.getProperty("landlord.campaign", "bounded")) {
            "bounded" -> false
            "full" -> true
            else -> error("landlord.campaign=$size: expected bounded or full")
        }

    /** The number of repetitions: [bounded] or, in a full campaign, [full]. */
    fun rounds(bounded: Int, full: Int): Int = if (isFull) full else bounded
}

/** A test that runs in a full campaign only. */
fun FunSpec.campaign(name: String, test: suspend TestScope.() -> Unit) =
    test(name).config(enabled = Campaign.isFull, test = test)
