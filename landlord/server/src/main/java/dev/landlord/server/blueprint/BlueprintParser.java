package dev.landlord.server.blueprint;

import com.fasterxml.jackson.databind.JsonNode;
import dev.landlord.api.FieldError;
import dev.landlord.api.JsonRule;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Parses blueprints and their definitions, and reports all errors of one at once.
 *
 * <p>A definition has {@code steps}, or the format of an older Landlord, {@code workflows: [{id, definition: "shell
 * command"}]}.
 */
public final class BlueprintParser {
    /** The maximum size of a definition, of the input of an execution and of the output of a step, in bytes of UTF-8. */
    public static final int MAX_BYTES = JsonRule.MAX_BYTES;

    private static final Pattern WORKFLOW_ID = Pattern.compile("[a-z0-9-]{1,128}");
    private static final Pattern EXECUTION_NAME = Pattern.compile("[a-zA-Z0-9-_]{1,128}");
    private static final int MAX_NAME_LENGTH = 256;
    private static final int MAX_DESCRIPTION_LENGTH = 1024;
    private static final int MAX_TAGS = 50;

    private static final String[] MEMBERS = {
        "workflow_id", "name", "description", "definition", "timeout", "retry_policy", "tags"
    };

    private BlueprintParser() {}

    /**
     * Parses a request: {@code {"workflow_id", "name"?, "description"?, "definition", "timeout"?, "retry_policy"?,
     * "tags"?}}.
     *
     * @param allowsCommands whether steps may be shell commands
     * @throws InvalidBlueprintException if the request is invalid
     */
    public static Blueprint blueprint(JsonNode request, boolean allowsCommands) {
        Field root = Field.root(new DefinitionText(request, Map.of()));
        root.expectOnly(MEMBERS);
        requireRule(root);
        String id = workflowId(root.get("workflow_id"));
        String name = name(root.get("name"), id);
        String description = description(root.get("description"));
        BlueprintDefinition definition = definition(id, root.get("definition"));
        if (definition != null && !allowsCommands) {
            refuseCommands(root.get("definition"));
        }
        Duration timeout = DefinitionParser.timeout(root.get("timeout"));
        RetrySettings retry = DefinitionParser.retry(root.get("retry_policy"));
        Map<String, String> tags = tags(root.get("tags"));
        root.throwIfInvalid();
        return new Blueprint(id, name, description, request.get("definition"), timeout, retry, tags, null);
    }

    /**
     * Parses the file of a workflow. Errors contain their lines.
     *
     * @throws InvalidBlueprintException if the definition is invalid
     */
    public static BlueprintDefinition definition(String workflowId, DefinitionText file) {
        Field root = Field.root(file);
        BlueprintDefinition definition = definition(workflowId, root);
        root.throwIfInvalid();
        return definition;
    }

    /** Parses a definition that does not come from a file. */
    public static BlueprintDefinition definition(String workflowId, JsonNode json) {
        return definition(workflowId, new DefinitionText(json, Map.of()));
    }

    /**
     * Checks the name of an execution. {@code latest} and the ids of Restate are not valid, because they have another
     * meaning in the API.
     *
     * @throws InvalidBlueprintException if the name is invalid
     */
    public static void requireExecutionName(String name) {
        Field field = Field.value("execution_name", name);
        if (!EXECUTION_NAME.matcher(name).matches()) {
            field.error("execution_name must match pattern ^[a-zA-Z0-9-_]{1,128}$");
        } else if (name.equals("latest") || name.startsWith("inv_")) {
            field.error("execution_name must not be latest or begin with inv_: these have another meaning");
        }
        field.throwIfInvalid();
    }

    /** @throws InvalidBlueprintException if the input violates the {@link JsonRule} */
    public static void requireInput(JsonNode input) {
        Field field = Field.value("input", "");
        followsRule(field, "input", input);
        field.throwIfInvalid();
    }

    private static BlueprintDefinition definition(String workflowId, Field field) {
        if (!field.isPresent()) {
            field.error("definition is required");
            return null;
        }
        if (!followsRule(field, "definition", field.json())) {
            return null;
        }
        return DefinitionParser.parse(workflowId, field);
    }

    private static void refuseCommands(Field definition) {
        if (definition.get("workflows").isPresent()) {
            definition.get("workflows").error(CommandException.SWITCHED_OFF);
            return;
        }
        definition.get("steps").items().stream()
                .map(step -> step.get("run"))
                .filter(Field::isPresent)
                .forEach(command -> command.error(CommandException.SWITCHED_OFF));
    }

    /** Checks the {@link JsonRule} for each member, before the members are parsed. */
    private static void requireRule(Field root) {
        boolean followsRule = true;
        for (String member : MEMBERS) {
            for (FieldError violation :
                    JsonRule.violations(member, root.get(member).json())) {
                root.error(violation.field(), violation.message());
                followsRule = false;
            }
        }
        if (!followsRule) {
            root.throwIfInvalid();
        }
    }

    /** Returns whether the value follows the {@link JsonRule}; adds errors otherwise. */
    private static boolean followsRule(Field field, String what, JsonNode json) {
        List<FieldError> violations = JsonRule.violations(what, json);
        violations.forEach(violation -> field.error(
                violation.field().equals(what) ? violation.message() : violation.field() + ": " + violation.message()));
        return violations.isEmpty();
    }

    private static String workflowId(Field field) {
        String id = field.text();
        if (id == null || !WORKFLOW_ID.matcher(id).matches()) {
            field.error("workflow_id must match pattern ^[a-z0-9-]{1,128}$");
        }
        return id;
    }

    private static String name(Field field, String id) {
        String name = field.text();
        if (name != null && (name.isBlank() || name.length() > MAX_NAME_LENGTH)) {
            field.error("name must have 1 to " + MAX_NAME_LENGTH + " characters, found " + name.length());
        }
        return name == null ? id : name;
    }

    private static String description(Field field) {
        String description = field.text();
        if (description != null && description.length() > MAX_DESCRIPTION_LENGTH) {
            field.error("description must have at most " + MAX_DESCRIPTION_LENGTH + " characters, found "
                    + description.length());
        }
        return description == null ? "" : description;
    }

    private static Map<String, String> tags(Field field) {
        Map<String, String> tags = new TreeMap<>();
        if (!field.isPresent() || !field.isObject()) {
            return tags;
        }
        if (field.json().size() > MAX_TAGS) {
            field.error("at most " + MAX_TAGS + " tags, found " + field.json().size());
        }
        field.json().fieldNames().forEachRemaining(tag -> {
            String value = field.get(tag).text();
            tags.put(tag, value == null ? "" : value);
        });
        return tags;
    }
}
