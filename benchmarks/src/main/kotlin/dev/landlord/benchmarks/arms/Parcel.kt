package dev.landlord.benchmarks.arms

import kotlinx.serialization.Serializable

/** The result of a step, in every arm that is written in Kotlin. */
@Serializable public data class Parcel(val id: String, val weight: Int, val to: String)

/** The input of `approveGo` in handlers that are written by hand. */
@Serializable public data class Approver(val actor: String)

/** An undo action without a result. */
internal fun takeBack(n: Int) = check(n >= 0)
