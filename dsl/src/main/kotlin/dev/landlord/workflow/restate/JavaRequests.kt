package dev.landlord.workflow.restate

import dev.landlord.workflow.GeneratedCodeApi
import dev.landlord.workflow.kotlinType
import dev.restate.common.Request
import dev.restate.common.Target
import dev.restate.serde.Serde
import dev.restate.serde.TypeRef
import java.lang.reflect.Type
import java.util.concurrent.ConcurrentHashMap

/** Creates the requests to a run of a workflow that is written in Java, for `call` and `send`. */
@GeneratedCodeApi
public class JavaRequests(private val service: String, private val key: String) {
    /** A request to a handler that takes a value. */
    public fun <I, O> of(
        handler: String,
        input: I,
        inputType: TypeRef<I>,
        outputType: TypeRef<O>,
    ): Request<I, O> =
        Request.of(
                Target.workflow(service, key, handler),
                serde<I>(inputType.type),
                serde<O>(outputType.type),
                input,
            )
            .build()

    /** A request to a handler that takes no value. */
    public fun <O> of(handler: String, outputType: TypeRef<O>): Request<Void?, O> =
        Request.of(
                Target.workflow(service, key, handler),
                Serde.VOID,
                serde<O>(outputType.type),
                null,
            )
            .build()

    private companion object {
        val SERDES = ConcurrentHashMap<Type, Serde<*>>()

        @Suppress("UNCHECKED_CAST")
        fun <T> serde(type: Type): Serde<T> =
            SERDES.computeIfAbsent(type) {
                if (it == Void::class.java) Serde.VOID
                else RequestSerdeFactory.of<T>(kotlinType(it))
            } as Serde<T>
    }
}
