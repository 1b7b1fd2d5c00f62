package dev.landlord.workflow.types;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Records that are equal to the classes in KotlinPairs.kt: each pair accepts the same JSON. */
public final class JavaPairs {
    private JavaPairs() {}

    public record OfBoolean(boolean value) {}

    public record OfByte(byte value) {}

    public record OfShort(short value) {}

    public record OfInt(int value) {}

    public record OfBoxed(Integer value) {}

    public record OfLong(long value) {}

    public record OfFloat(float value) {}

    public record OfDouble(double value) {}

    public record OfChar(char value) {}

    public record OfString(String value) {}

    public record OfEnum(JavaTypes.Kind value) {}

    public record OfNullable(@Nullable Integer value) {}

    public record OfOptional(Optional<Integer> value) {}

    public record OfList(List<Integer> value) {}

    public record OfNullables(List<@Nullable Integer> value) {}

    public record OfNested(List<List<@Nullable Integer>> value) {}

    public record OfArray(int[] value) {}

    public record OfBytes(byte[] value) {}

    public record OfMap(Map<String, Integer> value) {}

    public record OfIds(Map<UUID, Integer> value) {}

    public record OfIntKeys(Map<Integer, Integer> value) {}

    public record OfEnumKeys(Map<JavaTypes.Kind, Integer> value) {}

    public record OfRecord(OfInt value) {}

    public record OfBigDecimal(BigDecimal value) {}

    public record OfInstant(Instant value) {}

    public record OfDuration(Duration value) {}

    public record OfUuid(UUID value) {}

    public record OfKotlin(KotlinPair.OfNullable value) {}
}
