package dev.landlord.server.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.http.Context;
import io.javalin.security.RouteRole;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a route changes, for the audit. Every route that is not a GET has one of these. */
enum Change implements RouteRole {
    TENANT_CREATE("tenant.create", "tenant/{name}"),
    TENANT_UPDATE("tenant.update", "tenant/{name}"),
    TENANT_ARCHIVE("tenant.archive", "tenant/{name}"),
    TENANT_DELETE("tenant.delete", "tenant/{name}"),
    WORKFLOW_CREATE("workflow.create", "workflow/{workflow_id}"),
    WORKFLOW_DELETE("workflow.delete", "workflow/{id}"),
    EXECUTION_START("execution.start", "execution/{id}/{execution_name}"),
    EXECUTION_CANCEL("execution.cancel", "execution/{id}/{execution}"),
    APPROVAL_APPROVE("approval.approve", "approval/{workflow_id}/{execution_name}/{approval}"),
    APPROVAL_REJECT("approval.reject", "approval/{workflow_id}/{execution_name}/{approval}"),
    KEY_CREATE("key.create", "key/{name}"),
    KEY_REVOKE("key.revoke", "key/{name}");

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{(\\w+)}");

    private final String action;
    private final String template;

    Change(String action, String template) {
        this.action = action;
        this.template = template;
    }

    /** The name in the audit. */
    String action() {
        return action;
    }

    /** The object that a request names by the parameters of its path, or else by fields of its body. */
    String target(Context context, JsonNode body) {
        Map<String, String> parameters = context.pathParamMap();
        return filled(name -> parameters.containsKey(name)
                ? parameters.get(name)
                : body.path(name).asText(""));
    }

    /** The object with these names, in the order of the path. */
    String target(String... names) {
        Iterator<String> next = List.of(names).iterator();
        return filled(name -> next.next());
    }

    private String filled(UnaryOperator<String> values) {
        return PLACEHOLDER
                .matcher(template)
                .replaceAll(placeholder -> Matcher.quoteReplacement(
                        values.apply(placeholder.group(1)).replace("/", "%2F")));
    }
}
