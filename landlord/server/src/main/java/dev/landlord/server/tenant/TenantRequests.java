package dev.landlord.server.tenant;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.landlord.api.FieldError;
import dev.landlord.api.JsonRule;
import dev.landlord.server.compute.ComputeProviders;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Validates requests about tenants, and reports all errors of a request at once. */
final class TenantRequests {
    private static final Pattern NAME = Pattern.compile("[a-z0-9-]{1,255}");

    /** Not blank, without line breaks and other control characters. */
    private static final Pattern DISPLAY_NAME = Pattern.compile("(?=.*\\S)[^\\p{Cntrl}]{1,255}");

    private final ComputeProviders providers;
    private final List<FieldError> errors = new ArrayList<>();

    private TenantRequests(ComputeProviders providers) {
        this.providers = providers;
    }

    static boolean isName(String name) {
        return NAME.matcher(name).matches();
    }

    /** @throws TenantRequestException if the name or the request is invalid */
    static TenantRecord read(String name, CreateTenant request, ComputeProviders providers) {
        TenantRequests validation = new TenantRequests(providers);
        if (!isName(name)) {
            validation.addError("name", "expected 1 to 255 lower-case letters, digits and '-', found \"" + name + "\"");
        }
        TenantRecord tenant = new TenantRecord();
        tenant.name = name;
        tenant.desiredConfig = validation.object("desired_config", request.desiredConfig());
        tenant.displayName = validation.displayName(request.displayName());
        tenant.labels = validation.texts("labels", request.labels());
        tenant.annotations = validation.texts("annotations", request.annotations());
        tenant.requestedBy = request.requestedBy();
        tenant.computeProvider =
                providers.choose(request.computeProvider(), tenant.desiredConfig, tenant.labels, tenant.annotations);
        validation.checkName(tenant.computeProvider, name);
        validation.checkConfig(tenant.computeProvider, tenant.desiredConfig);
        validation.throwIfInvalid();
        return tenant;
    }

    /**
     * Applies a request to a tenant.
     *
     * @throws TenantRequestException if the request is invalid; then the tenant is unchanged
     */
    static void apply(UpdateTenant request, TenantRecord tenant, ComputeProviders providers) {
        TenantRequests validation = new TenantRequests(providers);
        JsonNode config = validation.object(
                "desired_config", changed(tenant.desiredConfig, request.desiredConfig(), request.merge()));
        String displayName =
                request.displayName() == null ? tenant.displayName : validation.displayName(request.displayName());
        Map<String, String> labels =
                validation.texts("labels", changed(json(tenant.labels), request.labels(), request.merge()));
        Map<String, String> annotations = validation.texts(
                "annotations", changed(json(tenant.annotations), request.annotations(), request.merge()));
        validation.checkConfig(tenant.computeProvider, config);
        validation.throwIfInvalid();
        tenant.desiredConfig = config;
        tenant.displayName = displayName;
        tenant.labels = labels;
        tenant.annotations = annotations;
    }

    private static JsonNode changed(JsonNode current, JsonNode change, boolean merge) {
        if (change == null) {
            return current;
        }
        return merge ? MergePatch.apply(current, change) : change;
    }

    private static JsonNode json(Map<String, String> texts) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        texts.forEach(json::put);
        return json;
    }

    private JsonNode object(String field, JsonNode value) {
        if (value == null || value.isNull()) {
            return JsonNodeFactory.instance.objectNode();
        }
        List<FieldError> violations = JsonRule.violations(field, value);
        if (!violations.isEmpty()) {
            errors.addAll(violations);
            return JsonNodeFactory.instance.objectNode();
        }
        if (!value.isObject()) {
            addError(field, "expected an object, found " + JsonRule.shown(value.toString()));
            return JsonNodeFactory.instance.objectNode();
        }
        return value;
    }

    private String displayName(JsonNode value) {
        if (value == null || value.isNull()) {
            return null;
        }
        List<FieldError> violations = JsonRule.violations("display_name", value);
        errors.addAll(violations);
        if (violations.isEmpty()
                && !(value.isTextual() && DISPLAY_NAME.matcher(value.asText()).matches())) {
            addError(
                    "display_name",
                    "expected a text of 1 to 255 characters on one line, found " + JsonRule.shown(value.toString()));
        }
        return value.asText();
    }

    private Map<String, String> texts(String field, JsonNode value) {
        Map<String, String> texts = new LinkedHashMap<>();
        object(field, value).properties().forEach(entry -> {
            if (entry.getValue().isTextual()) {
                texts.put(entry.getKey(), entry.getValue().asText());
            } else {
                addError(
                        field + "." + entry.getKey(),
                        "expected a string, found "
                                + JsonRule.shown(entry.getValue().toString()));
            }
        });
        return texts;
    }

    /** A name that the provider does not accept would lead to a failed tenant. */
    private void checkName(String provider, String name) {
        if (isName(name)) {
            providers
                    .find(provider)
                    .flatMap(found -> found.nameError(name))
                    .ifPresent(error -> addError("name", error));
        }
    }

    private void checkConfig(String provider, JsonNode config) {
        providers
                .find(provider)
                .map(found -> found.errors(config))
                .ifPresentOrElse(errors::addAll, () -> addError("compute_provider", providers.unknown(provider)));
    }

    private void addError(String field, String message) {
        errors.add(new FieldError(field, message));
    }

    private void throwIfInvalid() {
        if (!errors.isEmpty()) {
            throw TenantRequestException.invalid(errors);
        }
    }
}
