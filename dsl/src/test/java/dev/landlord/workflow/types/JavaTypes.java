package dev.landlord.workflow.types;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonPOJOBuilder;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Java types of users, grouped by the property that makes them readable and writable as JSON or not. */
public final class JavaTypes {
    private JavaTypes() {}

    public enum Kind {
        RENT,
        DEPOSIT
    }

    // Records.

    public record OfTrees(JsonNode any, @Nullable ObjectNode object, ArrayNode array) {}

    public record Plain(int amount, String text) {}

    public record Empty() {}

    public record Scalars(
            boolean flag,
            byte b,
            short s,
            int i,
            long l,
            float f,
            double d,
            char c,
            Boolean flag2,
            Byte b2,
            Short s2,
            Integer i2,
            Long l2,
            Float f2,
            Double d2,
            Character c2) {}

    public record Holder(
            List<Plain> lines,
            Map<String, Plain> byName,
            Set<Kind> kinds,
            Optional<Plain> maybe,
            @Nullable String note,
            List<@Nullable String> notes,
            List<List<String>> nested) {}

    public record Keys(
            Map<UUID, Integer> byId,
            Map<Kind, Integer> byKind,
            Map<Integer, String> byNumber,
            Map<LocalDate, String> byDay,
            TreeMap<String, Long> sorted) {}

    public record Values(
            Instant at,
            Duration grace,
            LocalDate day,
            ZonedDateTime zoned,
            ZoneId zone,
            BigDecimal price,
            BigInteger count,
            URI uri,
            UUID id) {}

    public record Formatted(
            @JsonFormat(pattern = "dd.MM.yyyy") LocalDate day) {}

    public record Renamed(@JsonProperty("the_name") String name) {}

    public record Bytes(byte[] bytes, int[] ints, char[] chars, String[] texts) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Bytes that
                    && Arrays.equals(bytes, that.bytes)
                    && Arrays.equals(ints, that.ints)
                    && Arrays.equals(chars, that.chars)
                    && Arrays.equals(texts, that.texts);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(bytes);
        }
    }

    public record Box<T>(T value) {}

    public record Boxes(Box<String> text, Box<List<Plain>> lines) {}

    public record Tree(String name, List<Tree> children) {}

    public record OfKotlin(Order order, List<Shape> shapes, Map<Color, Shape> byColor, Color color) {}

    public record OfPlainKotlin(Unmarked unmarked) {}

    public record OfRecordKeys(Map<Plain, Integer> counts) {}

    public record OfObject(Object any) {}

    public record OfNumber(Number number) {}

    public record OfOptionalInt(OptionalInt number) {}

    public record OfDate(Date date) {}

    public record OfThread(Thread thread) {}

    @SuppressWarnings("rawtypes")
    public record OfRawList(List list) {}

    // Classes with getters and setters.

    public static class Bean {
        private String name;
        private boolean active;

        public String getName() {
            return name;
        }

        public void setName(String name) {
            this.name = name;
        }

        public boolean isActive() {
            return active;
        }

        public void setActive(boolean active) {
            this.active = active;
        }

        public String getComputed() {
            return name + active;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Bean that && name.equals(that.name) && active == that.active;
        }

        @Override
        public int hashCode() {
            return name.hashCode();
        }
    }

    public static final class SubBean extends Bean {
        private int more;

        public int getMore() {
            return more;
        }

        public void setMore(int more) {
            this.more = more;
        }

        @Override
        public boolean equals(Object other) {
            return super.equals(other) && other instanceof SubBean that && more == that.more;
        }

        @Override
        public int hashCode() {
            return super.hashCode();
        }
    }

    public static final class PublicFields {
        public String name;
        public int count;

        @Override
        public boolean equals(Object other) {
            return other instanceof PublicFields that && name.equals(that.name) && count == that.count;
        }

        @Override
        public int hashCode() {
            return count;
        }
    }

    /** Jackson sets the fields of the getters. */
    public static final class Getters {
        private String name;

        private Getters() {}

        public Getters(String name) {
            this.name = name;
        }

        public String getName() {
            return name;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Getters that && name.equals(that.name);
        }

        @Override
        public int hashCode() {
            return name.hashCode();
        }
    }

    public static final class Caching {
        private String name = "a";
        private transient int cached;

        public String getName() {
            return name;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Caching that && name.equals(that.name);
        }

        @Override
        public int hashCode() {
            return cached;
        }
    }

    public static final class Ignoring {
        private String name = "a";

        @JsonIgnore
        private int scratch;

        public String getName() {
            return name;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Ignoring that && name.equals(that.name);
        }

        @Override
        public int hashCode() {
            return scratch;
        }
    }

    public static final class OfCreator {
        private final String name;
        private final int count;

        @JsonCreator
        public OfCreator(@JsonProperty("name") String name, @JsonProperty("count") int count) {
            this.name = name;
            this.count = count;
        }

        public String getName() {
            return name;
        }

        public int getCount() {
            return count;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof OfCreator that && name.equals(that.name) && count == that.count;
        }

        @Override
        public int hashCode() {
            return count;
        }
    }

    /** The code that Lombok's `@Jacksonized @Builder` generates. */
    @JsonDeserialize(builder = OfBuilder.Builder.class)
    public static final class OfBuilder {
        private final String name;
        private final int count;

        private OfBuilder(String name, int count) {
            this.name = name;
            this.count = count;
        }

        public static Builder builder() {
            return new Builder();
        }

        public String getName() {
            return name;
        }

        public int getCount() {
            return count;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof OfBuilder that && name.equals(that.name) && count == that.count;
        }

        @Override
        public int hashCode() {
            return count;
        }

        @JsonPOJOBuilder(withPrefix = "", buildMethodName = "build")
        public static final class Builder {
            private String name;
            private int count;

            public Builder name(String name) {
                this.name = name;
                return this;
            }

            public Builder count(int count) {
                this.count = count;
                return this;
            }

            public OfBuilder build() {
                return new OfBuilder(name, count);
            }
        }
    }

    /** A class with a single value. */
    public static final class Money {
        private final String text;

        private Money(String text) {
            this.text = text;
        }

        @JsonCreator
        public static Money of(String text) {
            return new Money(text);
        }

        @JsonValue
        public String text() {
            return text;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Money that && text.equals(that.text);
        }

        @Override
        public int hashCode() {
            return text.hashCode();
        }
    }

    // Classes whose data Jackson would lose.

    /** The code that Lombok's `@Builder @Getter` generates. */
    public static final class PlainBuilder {
        private final String name;

        private PlainBuilder(String name) {
            this.name = name;
        }

        public String getName() {
            return name;
        }
    }

    @JsonDeserialize(builder = LosingBuilder.Builder.class)
    public static final class LosingBuilder {
        private final String name;
        private final int count;

        private LosingBuilder(String name, int count) {
            this.name = name;
            this.count = count;
        }

        public String getName() {
            return name;
        }

        public int count() {
            return count;
        }

        public static final class Builder {
            private String name;

            public Builder withName(String name) {
                this.name = name;
                return this;
            }

            public LosingBuilder build() {
                return new LosingBuilder(name, 0);
            }
        }
    }

    public static final class NoAccessors {
        private String name = "a";

        @Override
        public String toString() {
            return name;
        }
    }

    public static final class Fluent {
        private String name;

        public String name() {
            return name;
        }

        public Fluent name(String name) {
            this.name = name;
            return this;
        }
    }

    public static final class LosingCreator {
        private final String name;
        private final int count = 1;

        @JsonCreator
        public LosingCreator(@JsonProperty("name") String name) {
            this.name = name;
        }

        public String getName() {
            return name;
        }

        public int getCount() {
            return count;
        }
    }

    public static final class OnlyValue {
        private final String text;

        public OnlyValue(String text) {
            this.text = text;
        }

        @JsonValue
        public String text() {
            return text;
        }
    }

    /** Jackson calls it `aname`. */
    public static final class Mangled {
        private String aName;

        public String getAName() {
            return aName;
        }

        public void setAName(String name) {
            this.aName = name;
        }
    }

    public static final class SubException extends RuntimeException {
        private static final long serialVersionUID = 1;
        private String name;

        public String getName() {
            return name;
        }

        public void setName(String name) {
            this.name = name;
        }
    }

    public static final class SubList extends ArrayList<String> {
        private static final long serialVersionUID = 1;
    }

    public final class Inner {
        public String name;
    }

    public static final class OfUnwritable {
        public NoAccessors inner;
    }

    // Subclasses.

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "by")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Card.class, name = "card"),
        @JsonSubTypes.Type(value = Cash.class, name = "cash")
    })
    public interface Pay {}

    public record Card(String number) implements Pay {}

    public record Cash(int amount) implements Pay {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME)
    public sealed interface Animal permits Cat, Dog {}

    public record Cat(String name) implements Animal {}

    public record Dog(boolean barks) implements Animal {}

    public record Pets(Animal first, List<Animal> others) {}

    public interface Unnamed {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME)
    public interface UnknownSubclasses {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.CLASS)
    public sealed interface NamedByClass permits OfClass {}

    public record OfClass(String name) implements NamedByClass {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME)
    public sealed interface Losing permits Lost {}

    public static final class Lost implements Losing {
        private String name = "a";

        @Override
        public String toString() {
            return name;
        }
    }
}
