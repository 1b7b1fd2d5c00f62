package dev.landlord.server

import dev.landlord.workflow.Campaign

/** The expected end of a tenant and its resources. */
enum class Kind(
    val config: String,
    val status: String?,
    /** The effects in order; `null` if they depend on the time of the kill. */
    val effects: List<String>?,
    /** The statuses and versions of its transitions. */
    val transitions: List<String>?,
) {
    PLAIN("", "ready", MADE, READY),
    BY_COMMAND("", "ready", MADE, READY),
    FAILING_FOR_GOOD(
        """, "fail_at": "database", "fail_for_good": true""",
        "failed",
        listOf("made directory", "removed directory"),
        listOf("requested 1", "provisioning 2", "failed 3"),
    ),
    FAILING_TWICE(""", "fail_at": "page", "fail_times": 2""", "ready", MADE, READY),
    FAILING_ALTHOUGH_MADE(
        """, "fail_at": "database", "fail_times": 1, "fail_after_effect": true""",
        "ready",
        MADE,
        READY,
    ),
    UPDATED_WHEN_READY("", "ready", MADE + CHANGED, READY + listOf("updating 5", "ready 6")),
    UPDATED_AT_ONCE("", "ready", null, null),
    DELETED_WHEN_READY(
        "",
        null,
        MADE + MADE.reversed().map { it.replace("made", "removed") },
        null,
    ),
    DELETED_AT_ONCE("", null, null, null),
}

private val MADE
    get() = listOf("made directory", "made database", "made page")

private val CHANGED
    get() = listOf("changed directory", "changed database", "made cache", "removed page")

private val READY
    get() = listOf("requested 1", "provisioning 2", "ready 3")

/** A tenant, and the requests about it. */
class Script(val name: String, val kind: Kind)

/** Mixed so that each round has several kinds; in the full campaign all of them. */
val TENANTS: List<Script> =
    listOf(
            Kind.PLAIN to 6,
            Kind.BY_COMMAND to 2,
            Kind.FAILING_FOR_GOOD to 3,
            Kind.FAILING_TWICE to 3,
            Kind.FAILING_ALTHOUGH_MADE to 2,
            Kind.UPDATED_WHEN_READY to 1,
            Kind.UPDATED_AT_ONCE to 1,
            Kind.DELETED_WHEN_READY to 1,
            Kind.DELETED_AT_ONCE to 1,
        )
        .flatMap { (kind, count) -> List(count) { kind } }
        .mapIndexed { index, kind -> Script("t$index", kind) }
        .let { all -> all.sortedBy { it.name.drop(1).toInt() * 7 % all.size } }
        .let { all -> all.take(Campaign.rounds(bounded = 8, full = all.size)) }
