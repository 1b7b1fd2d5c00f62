package dev.landlord.samples.landlord.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import dev.landlord.samples.landlord.input.JsonRule;
import java.nio.file.Path;

/** A value in JSON on the command line: written there, or {@code @FILE}. */
final class JsonInput {
    private JsonInput() {}

    static JsonNode read(String option, String text, Path directory) {
        if (!text.startsWith("@")) {
            return parse(option, text);
        }
        Path file = InputFile.named(text, directory);
        return parse(file.toString(), InputFile.read(file));
    }

    /** Refuses here what Landlord would refuse, with the place where it was written. */
    static void requireRule(String where, JsonNode value) {
        JsonRule.violations("", value).stream().findFirst().ifPresent(violation -> {
            String field = violation.field().isEmpty() ? "" : Text.oneLine(violation.field()) + ": ";
            throw Complaint.badInput(where + ": " + field + violation.message());
        });
    }

    private static JsonNode parse(String where, String text) {
        try {
            JsonNode value = Json.read(text);
            if (value.isMissingNode()) {
                throw Complaint.badInput(where + ": expected JSON, found nothing");
            }
            requireRule(where, value);
            return value;
        } catch (MismatchedInputException more) {
            throw Complaint.badInput(where + ": expected one value in JSON, found more after it");
        } catch (JsonProcessingException malformed) {
            throw Complaint.badInput(where + ": expected JSON, found " + Malformed.at(malformed));
        }
    }
}
