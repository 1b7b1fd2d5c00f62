package dev.landlord.workflow.restate

import dev.landlord.workflow.Advice
import dev.landlord.workflow.ResultType
import dev.landlord.workflow.hasJavaClasses
import dev.restate.common.Slice
import dev.restate.serde.Serde
import dev.restate.serde.TypeTag
import dev.restate.serde.kotlinx.KotlinSerializationSerdeFactory

/**
 * How a generated service reads what it is asked and writes what it answers: as JSON, by
 * kotlinx.serialization, and what is written in Java by Jackson. What cannot be read is told with
 * the field and the reason, and without the input, which may hold secrets, and which could be made
 * to look like a failure of ours.
 */
public class RequestSerdeFactory : KotlinSerializationSerdeFactory() {
    override fun <T> create(typeTag: TypeTag<T>): Serde<T> {
        val type = (typeTag as? KtTypeTag<T>)?.kotlinType
        val json =
            if (type == null || !hasJavaClasses(type)) super.create(typeTag)
            else JavaSerde(ResultType.of<T>(type))
        return RequestSerde("${type ?: typeTag}", json)
    }
}

/** Without a schema, for the type is not described anywhere. */
private class JavaSerde<T>(private val json: ResultType<T>) : Serde<T> {
    override fun serialize(value: T): Slice = json.write(value)

    override fun deserialize(value: Slice): T = json.read(value)

    override fun contentType() = "application/json"
}

private class RequestSerde<T>(private val type: String, private val json: Serde<T>) : Serde<T> {
    override fun serialize(value: T): Slice = json.serialize(value)

    override fun deserialize(value: Slice): T =
        try {
            json.deserialize(value)
        } catch (failure: IllegalArgumentException) {
            // Not as a cause, because the SDK logs that, and it quotes the input.
            throw IllegalArgumentException(Advice.unreadableRequest(type, failure))
        }

    override fun contentType(): String? = json.contentType()

    override fun jsonSchema(): Serde.Schema? = json.jsonSchema()
}
