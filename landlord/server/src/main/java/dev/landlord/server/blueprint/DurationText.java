package dev.landlord.server.blueprint;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Durations in the notation of blueprints: {@code 500ms}, {@code 10s}, {@code 1h30m}, {@code 1.5h}, {@code 3d}. The units
 * are d, h, m, s and ms.
 */
public final class DurationText {
    static final String EXPECTED = "expected a duration such as 500ms, 10s, 1h30m or 3d";

    private static final Map<String, ChronoUnit> UNITS = units();
    private static final Pattern PART = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,6})?)(ms|[dhms])");
    private static final Pattern WHOLE = Pattern.compile("-?(" + PART.pattern() + ")+|0");

    private DurationText() {}

    private static Map<String, ChronoUnit> units() {
        Map<String, ChronoUnit> units = new LinkedHashMap<>();
        units.put("d", ChronoUnit.DAYS);
        units.put("h", ChronoUnit.HOURS);
        units.put("m", ChronoUnit.MINUTES);
        units.put("s", ChronoUnit.SECONDS);
        units.put("ms", ChronoUnit.MILLIS);
        return units;
    }

    /** Parses a duration, which may be zero or negative; empty if {@code text} is not a duration. */
    public static Optional<Duration> parse(String text) {
        if (!WHOLE.matcher(text).matches()) {
            return Optional.empty();
        }
        Duration sum = Duration.ZERO;
        Matcher part = PART.matcher(text);
        while (part.find()) {
            double millis = Double.parseDouble(part.group(1))
                    * UNITS.get(part.group(2)).getDuration().toMillis();
            sum = sum.plusMillis(Math.round(millis));
        }
        return Optional.of(text.startsWith("-") ? sum.negated() : sum);
    }

    /** The shortest text for {@code duration}, in milliseconds precision. */
    static String of(Duration duration) {
        long left = duration.toMillis();
        StringBuilder text = new StringBuilder();
        for (Map.Entry<String, ChronoUnit> unit : UNITS.entrySet()) {
            long length = unit.getValue().getDuration().toMillis();
            if (left >= length) {
                text.append(left / length).append(unit.getKey());
                left %= length;
            }
        }
        return text.isEmpty() ? "0" : text.toString();
    }

    /** Serializes a duration to JSON. */
    static final class Writer extends StdSerializer<Duration> {
        private static final long serialVersionUID = 1L;

        Writer() {
            super(Duration.class);
        }

        @Override
        public void serialize(Duration value, JsonGenerator json, SerializerProvider provider) throws IOException {
            json.writeString(DurationText.of(value));
        }
    }

    /** Deserializes a duration from JSON. */
    static final class Reader extends StdDeserializer<Duration> {
        private static final long serialVersionUID = 1L;

        Reader() {
            super(Duration.class);
        }

        @Override
        public Duration deserialize(JsonParser json, DeserializationContext context) throws IOException {
            String text = json.getText();
            return DurationText.parse(text)
                    .orElseThrow(() -> context.weirdStringException(text, Duration.class, EXPECTED));
        }
    }
}
