package dev.landlord.samples.recipes.tour

import kotlinx.serialization.Serializable

/** A user who signs up. */
@Serializable data class User(val name: String, val email: String)
