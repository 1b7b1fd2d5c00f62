package dev.landlord.server.input

import com.fasterxml.jackson.core.JsonProcessingException
import dev.landlord.workflow.fail
import kotlinx.serialization.json.JsonElement

/** Fails with 400 if [value], the value of [field] in the input of the run, violates the rule. */
internal fun requireRule(field: String, value: JsonElement) {
    val json =
        try {
            value.toJackson()
        } catch (unreadable: JsonProcessingException) {
            fail("$field: ${unreadable.originalMessage}", code = 400)
        }
    RunInput.requireRule(field, json)
}
