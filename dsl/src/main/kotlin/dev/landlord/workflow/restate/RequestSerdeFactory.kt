package dev.landlord.workflow.restate

import dev.landlord.workflow.PayloadErrors
import dev.landlord.workflow.ResultType
import dev.landlord.workflow.nameOf
import dev.restate.common.Slice
import dev.restate.serde.Serde
import dev.restate.serde.TypeTag
import dev.restate.serde.kotlinx.KotlinSerializationSerdeFactory
import kotlin.reflect.KClass
import kotlin.reflect.KType
import kotlin.reflect.typeOf

/**
 * Reads the requests and writes the answers of a generated service as JSON, with
 * kotlinx.serialization, or with Jackson for classes that are written in Java. A request that
 * cannot be read is refused with 400, the field and the reason. The refusal does not quote the
 * request, which may hold secrets, and which could imitate a failure of the service.
 *
 * Public without an opt-in, because the code that Restate's processor generates constructs it.
 */
public class RequestSerdeFactory : KotlinSerializationSerdeFactory() {
    override fun <T> create(typeTag: TypeTag<T>): Serde<T> {
        val type = (typeTag as? KtTypeTag<T>)?.kotlinType
        return if (type == null || type == UNIT) super.create(typeTag)
        else RequestSerde(nameOf(type), ResultType.of(type))
    }

    internal companion object {
        private val UNIT = typeOf<Unit>()
        private val FACTORY = RequestSerdeFactory()

        /** Returns the serde of [type], whose class is [T]. */
        fun <T> of(type: KType): Serde<T> =
            FACTORY.create(KtTypeTag<T>(type.classifier as KClass<*>, type))
    }
}

private class RequestSerde<T>(private val name: String, private val type: ResultType<T>) :
    Serde<T> {
    private val schema by lazy { type.jsonSchema()?.let { Serde.StringifiedJsonSchema("$it") } }

    override fun serialize(value: T): Slice = type.write(value)

    override fun deserialize(value: Slice): T =
        try {
            type.readFromCaller(value)
        } catch (failure: IllegalArgumentException) {
            // Not as a cause, because the SDK logs that, and it may quote the input.
            throw IllegalArgumentException(PayloadErrors.unreadableRequest(name, failure))
        }

    override fun contentType(): String = "application/json"

    override fun jsonSchema(): Serde.Schema? = schema
}
