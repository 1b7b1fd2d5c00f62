package dev.landlord.server.restate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.PropertyBindingException;
import dev.restate.common.Slice;
import dev.restate.serde.Serde;
import java.util.stream.Collectors;

/**
 * Delegates to another serde. If the input is invalid, the message names the field, and no class of this program, because
 * callers read it.
 */
final class InputSerde<T> implements Serde<T> {
    private final Serde<T> inner;

    InputSerde(Serde<T> inner) {
        this.inner = inner;
    }

    @Override
    public Slice serialize(T value) {
        return inner.serialize(value);
    }

    @Override
    public T deserialize(Slice bytes) {
        try {
            return inner.deserialize(bytes);
        } catch (Exception failure) {
            throw new IllegalArgumentException(reason(failure), failure);
        }
    }

    @Override
    public String contentType() {
        return inner.contentType();
    }

    @Override
    public Schema jsonSchema() {
        return inner.jsonSchema();
    }

    private static String reason(Throwable failure) {
        if (failure instanceof PropertyBindingException unknown) {
            return "unknown field " + unknown.getPropertyName();
        }
        if (failure instanceof JsonMappingException mapping) {
            String path = mapping.getPath().stream()
                    .map(step -> step.getFieldName() == null ? "[" + step.getIndex() + "]" : step.getFieldName())
                    .collect(Collectors.joining("."));
            return path.isEmpty() ? "expected other JSON" : path + ": expected another type of value";
        }
        if (failure instanceof JsonProcessingException) {
            return "expected JSON";
        }
        return failure.getCause() == null ? "expected other JSON" : reason(failure.getCause());
    }
}
