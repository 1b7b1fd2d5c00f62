package dev.landlord.cli;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Parses positive durations such as {@code 500ms}, {@code 30s}, {@code 5m} and {@code 1h30m}. */
final class Durations implements ITypeConverter<Duration> {
    private static final Pattern FORM = Pattern.compile(
            "(?:(?<d>\\d{1,5})d)?(?:(?<h>\\d{1,7})h)?(?:(?<m>\\d{1,9})m)?(?:(?<s>\\d{1,9})s)?(?:(?<ms>\\d{1,12})ms)?");

    Durations() {}

    /** Checks a duration, and returns its text. */
    static final class AsWritten implements ITypeConverter<String> {
        AsWritten() {}

        @Override
        public String convert(String text) {
            new Durations().convert(text);
            return text;
        }
    }

    @Override
    public Duration convert(String text) {
        Matcher match = FORM.matcher(text);
        if (match.matches()) {
            Duration duration = Duration.ofDays(number(match, "d"))
                    .plusHours(number(match, "h"))
                    .plusMinutes(number(match, "m"))
                    .plusSeconds(number(match, "s"))
                    .plusMillis(number(match, "ms"));
            if (!duration.isZero()) {
                return duration;
            }
        }
        throw new TypeConversionException("expected a time such as 30s, 5m or 1h30m, found \"" + text + "\"");
    }

    private static long number(Matcher match, String unit) {
        String digits = match.group(unit);
        return digits == null ? 0 : Long.parseLong(digits);
    }
}
