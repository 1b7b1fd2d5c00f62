package dev.landlord.workflow

import com.fasterxml.jackson.core.JsonGenerationException
import com.fasterxml.jackson.core.JsonGenerator
import com.fasterxml.jackson.core.util.JsonGeneratorDelegate
import com.fasterxml.jackson.databind.JsonNode
import com.fasterxml.jackson.databind.JsonSerializer
import com.fasterxml.jackson.databind.SerializerProvider
import com.fasterxml.jackson.databind.jsontype.TypeSerializer

/** Refuses `NaN` and infinity in a tree, which Jackson writes as texts. */
internal object JsonTreeWriter : JsonSerializer<JsonNode>() {
    override fun serialize(tree: JsonNode, generator: JsonGenerator, provider: SerializerProvider) =
        tree.serialize(FiniteNumbers(generator), provider)

    override fun serializeWithType(
        tree: JsonNode,
        generator: JsonGenerator,
        provider: SerializerProvider,
        type: TypeSerializer,
    ) = serialize(tree, generator, provider)
}

private class FiniteNumbers(generator: JsonGenerator) : JsonGeneratorDelegate(generator, false) {
    override fun writeNumber(number: Double) {
        if (!number.isFinite())
            throw JsonGenerationException("$number is not a number of JSON", this)
        super.writeNumber(number)
    }

    override fun writeNumber(number: Float) {
        if (!number.isFinite())
            throw JsonGenerationException("$number is not a number of JSON", this)
        super.writeNumber(number)
    }
}
