package dev.landlord.workflow

import dev.restate.serde.Serde
import dev.restate.serde.kotlinx.KotlinSerializationSerdeFactory
import kotlinx.serialization.KSerializer
import kotlinx.serialization.json.Json
import kotlinx.serialization.serializer

/**
 * How a step's result of type [T] is written to the journal.
 *
 * Built without a JSON schema, which nobody reads for a step; the SDK's own lookup would generate
 * one at every call.
 */
@PublishedApi
internal inline fun <reified T> serdeOf(): Serde<T> =
    if (T::class.java == Unit::class.java && null !is T) unitSerde() else jsonSerde(serializer<T>())

@PublishedApi
@Suppress("UNCHECKED_CAST")
internal fun <T> unitSerde(): Serde<T> = KotlinSerializationSerdeFactory.UNIT as Serde<T>

@PublishedApi
internal fun <T> jsonSerde(serializer: KSerializer<T>): Serde<T> =
    KotlinSerializationSerdeFactory.jsonSerde(
        Json.Default,
        KotlinSerializationSerdeFactory.JsonSchemaFactory.NOOP,
        serializer,
    )
