package dev.landlord.server.config

import io.kotest.assertions.throwables.shouldThrow

fun config(vararg settings: Pair<String, String>): LandlordConfig =
    LandlordConfig.of(mapOf(*settings))

/** The settings of Restate, by their names below `workflow.restate`. */
fun restate(vararg settings: Pair<String, String>): Array<Pair<String, String>> =
    (settings.map { (field, text) -> "workflow.restate.$field" to text } +
            ("workflow.default_provider" to "restate"))
        .toTypedArray()

/** The errors of these settings. */
fun problems(vararg settings: Pair<String, String>): List<String> =
    shouldThrow<InvalidConfigException> { config(*settings) }.errors().map { it.message() }
