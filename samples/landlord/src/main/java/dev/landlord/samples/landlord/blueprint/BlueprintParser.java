package dev.landlord.samples.landlord.blueprint;

import com.fasterxml.jackson.databind.JsonNode;
import dev.landlord.samples.landlord.input.JsonRule;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Reads blueprints and their definitions, and tells everything that is wrong with one at once.
 *
 * <p>A definition has {@code steps}, or it is Landlord's older form, {@code workflows: [{id, definition:
 * "shell command"}]}.
 */
public final class BlueprintParser {
    /** The longest definition, input of an execution and output of a step, in bytes of UTF-8. */
    public static final int LARGEST = JsonRule.MAX_BYTES;

    private static final Pattern WORKFLOW_ID = Pattern.compile("[a-z0-9-]{1,128}");
    private static final Pattern EXECUTION_NAME = Pattern.compile("[a-zA-Z0-9-_]{1,128}");
    private static final int LONGEST_NAME = 256;
    private static final int LONGEST_DESCRIPTION = 1024;
    private static final int MOST_TAGS = 50;

    private static final String[] MEMBERS = {
        "workflow_id", "name", "description", "definition", "timeout", "retry_policy", "tags"
    };

    private BlueprintParser() {}

    /**
     * The blueprint that {@code request} asks for: {@code {"workflow_id", "name"?, "description"?,
     * "definition", "timeout"?, "retry_policy"?, "tags"?}}.
     *
     * @throws BlueprintProblems if anything is wrong with it
     */
    public static Blueprint blueprint(JsonNode request) {
        Field root = Field.root(new DefinitionText(request, Map.of()));
        root.expectOnly(MEMBERS);
        requireRule(root);
        String id = workflowId(root.get("workflow_id"));
        String name = name(root.get("name"), id);
        String description = description(root.get("description"));
        definition(id, root.get("definition"));
        Duration timeout = DefinitionParser.timeout(root.get("timeout"));
        RetrySettings retry = DefinitionParser.retry(root.get("retry_policy"));
        Map<String, String> tags = tags(root.get("tags"));
        root.throwProblems();
        return new Blueprint(id, name, description, request.get("definition"), timeout, retry, tags, null);
    }

    /**
     * What the file of a workflow says, with the lines of what is wrong.
     *
     * @throws BlueprintProblems if anything is wrong with it
     */
    public static BlueprintDefinition definition(String workflowId, DefinitionText file) {
        Field root = Field.root(file);
        BlueprintDefinition definition = definition(workflowId, root);
        root.throwProblems();
        return definition;
    }

    /** The same of JSON that did not come from a file. */
    public static BlueprintDefinition definition(String workflowId, JsonNode json) {
        return definition(workflowId, new DefinitionText(json, Map.of()));
    }

    /**
     * Refuses what cannot be the name of an execution. {@code latest} and ids of Restate are other ways
     * to name one.
     *
     * @throws BlueprintProblems if it is none
     */
    public static void requireExecutionName(String name) {
        Field field = Field.value("execution_name", name);
        if (!EXECUTION_NAME.matcher(name).matches()) {
            field.problem("execution_name must match pattern ^[a-zA-Z0-9-_]{1,128}$");
        } else if (name.equals("latest") || name.startsWith("inv_")) {
            field.problem("execution_name must not be latest or begin with inv_: these stand for others");
        }
        field.throwProblems();
    }

    /** @throws BlueprintProblems if it is larger than an input may be */
    public static void requireInput(JsonNode input) {
        Field field = Field.value("input", "");
        keepsRule(field, "input", input);
        field.throwProblems();
    }

    private static BlueprintDefinition definition(String workflowId, Field field) {
        if (!field.isPresent()) {
            field.problem("definition is required");
            return null;
        }
        if (!keepsRule(field, "definition", field.json())) {
            return null;
        }
        return DefinitionParser.parse(workflowId, field);
    }

    /** Each member has to keep the {@link JsonRule} before it is read. */
    private static void requireRule(Field root) {
        boolean keepsRule = true;
        for (String member : MEMBERS) {
            for (JsonRule.Violation violation :
                    JsonRule.violations(member, root.get(member).json())) {
                root.problem(violation.field(), violation.message());
                keepsRule = false;
            }
        }
        if (!keepsRule) {
            root.throwProblems();
        }
    }

    /** Whether the value keeps the {@link JsonRule}; notes a problem otherwise. */
    private static boolean keepsRule(Field field, String what, JsonNode json) {
        List<JsonRule.Violation> violations = JsonRule.violations(what, json);
        violations.forEach(violation -> field.problem(
                violation.field().equals(what) ? violation.message() : violation.field() + ": " + violation.message()));
        return violations.isEmpty();
    }

    private static String workflowId(Field field) {
        String id = field.text();
        if (id == null || !WORKFLOW_ID.matcher(id).matches()) {
            field.problem("workflow_id must match pattern ^[a-z0-9-]{1,128}$");
        }
        return id;
    }

    private static String name(Field field, String id) {
        String name = field.text();
        if (name != null && (name.isBlank() || name.length() > LONGEST_NAME)) {
            field.problem("name must have 1 to " + LONGEST_NAME + " characters, found " + name.length());
        }
        return name == null ? id : name;
    }

    private static String description(Field field) {
        String description = field.text();
        if (description != null && description.length() > LONGEST_DESCRIPTION) {
            field.problem("description must have at most " + LONGEST_DESCRIPTION + " characters, found "
                    + description.length());
        }
        return description == null ? "" : description;
    }

    private static Map<String, String> tags(Field field) {
        Map<String, String> tags = new TreeMap<>();
        if (!field.isPresent() || !field.isObject()) {
            return tags;
        }
        if (field.json().size() > MOST_TAGS) {
            field.problem(
                    "at most " + MOST_TAGS + " tags, found " + field.json().size());
        }
        field.json().fieldNames().forEachRemaining(tag -> {
            String value = field.get(tag).text();
            tags.put(tag, value == null ? "" : value);
        });
        return tags;
    }
}
