package dev.landlord.samples.landlord.input

import com.fasterxml.jackson.core.JsonProcessingException
import dev.landlord.workflow.fail
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject

/**
 * Fails with 400 if [value], the value of [field] in the input of the run, violates the [JsonRule].
 * Without this check, a caller of Restate's ingress could start a run that throws at each attempt.
 */
internal fun requireRule(field: String, value: JsonElement) {
    if (isTooDeep(value)) {
        fail("$field: must not be nested deeper than ${JsonRule.MAX_DEPTH} levels", code = 400)
    }
    val errors =
        try {
            JsonRule.violations(field, value.toJackson()).map {
                "${it.field()}: ${it.message()}"
            }
        } catch (unreadable: JsonProcessingException) {
            listOf("$field: ${unreadable.originalMessage}")
        }
    if (errors.isNotEmpty()) {
        fail(errors.joinToString("\n"), code = 400)
    }
}

/** Does not recurse, because the value may be nested too deeply for that; `toString` recurses. */
private fun isTooDeep(value: JsonElement): Boolean {
    var level = listOf(value)
    repeat(JsonRule.MAX_DEPTH + 1) {
        level = level.flatMap {
            when (it) {
                is JsonObject -> it.values
                is JsonArray -> it
                else -> emptyList()
            }
        }
    }
    return level.isNotEmpty()
}
