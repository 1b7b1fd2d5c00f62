package dev.landlord.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import dev.landlord.api.JsonRule;
import java.nio.file.Path;

/** A JSON value on the command line: the value itself, or {@code @FILE}. */
final class JsonInput {
    private JsonInput() {}

    static JsonNode read(String option, String text, Path directory) {
        if (!text.startsWith("@")) {
            return parse(option, text);
        }
        Path file = InputFile.named(text, directory);
        return parse(file.toString(), InputFile.read(file));
    }

    /** Checks the rule for JSON before the request is sent, so that the message names the option or the file. */
    static void requireRule(String where, JsonNode value) {
        JsonRule.violations("", value).stream().findFirst().ifPresent(violation -> {
            String field = violation.field().isEmpty() ? "" : Text.oneLine(violation.field()) + ": ";
            throw CliException.badInput(where + ": " + field + violation.message());
        });
    }

    private static JsonNode parse(String where, String text) {
        try {
            JsonNode value = Json.read(text);
            if (value.isMissingNode()) {
                throw CliException.badInput(where + ": expected JSON, found nothing");
            }
            requireRule(where, value);
            return value;
        } catch (MismatchedInputException more) {
            throw CliException.badInput(where + ": expected one value in JSON, found more after it");
        } catch (JsonProcessingException malformed) {
            throw CliException.badInput(where + ": expected JSON, found " + ParseErrors.at(malformed));
        }
    }
}
