package dev.landlord.samples.landlord.tenant;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.landlord.samples.landlord.compute.ComputeProviders;
import dev.landlord.samples.landlord.compute.FieldProblem;
import dev.landlord.samples.landlord.input.JsonRule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** What requests about tenants may say; all that is wrong with one is told at once. */
final class TenantRequests {
    private static final Pattern NAME = Pattern.compile("[a-z0-9-]{1,255}");

    private final ComputeProviders providers;
    private final List<FieldProblem> problems = new ArrayList<>();

    private TenantRequests(ComputeProviders providers) {
        this.providers = providers;
    }

    static boolean isName(String name) {
        return NAME.matcher(name).matches();
    }

    /** @throws TenantRefused if {@code name} may not be a tenant's, or the request is wrong */
    static TenantRecord read(String name, CreateTenant request, ComputeProviders providers) {
        TenantRequests reading = new TenantRequests(providers);
        if (!isName(name)) {
            reading.tell("name", "expected 1 to 255 lower-case letters, digits and '-', found \"" + name + "\"");
        }
        TenantRecord tenant = new TenantRecord();
        tenant.name = name;
        tenant.desiredConfig = reading.object("desired_config", request.desiredConfig());
        tenant.labels = reading.texts("labels", request.labels());
        tenant.annotations = reading.texts("annotations", request.annotations());
        tenant.computeProvider =
                providers.choose(request.computeProvider(), tenant.desiredConfig, tenant.labels, tenant.annotations);
        reading.checkName(tenant.computeProvider, name);
        reading.checkConfig(tenant.computeProvider, tenant.desiredConfig);
        reading.refuseIfWrong();
        return tenant;
    }

    /**
     * Sets what {@code request} changes.
     *
     * @throws TenantRefused if it is wrong; then nothing is set
     */
    static void apply(UpdateTenant request, TenantRecord tenant, ComputeProviders providers) {
        TenantRequests reading = new TenantRequests(providers);
        JsonNode config = reading.object(
                "desired_config", changed(tenant.desiredConfig, request.desiredConfig(), request.merge()));
        Map<String, String> labels =
                reading.texts("labels", changed(json(tenant.labels), request.labels(), request.merge()));
        Map<String, String> annotations =
                reading.texts("annotations", changed(json(tenant.annotations), request.annotations(), request.merge()));
        reading.checkConfig(tenant.computeProvider, config);
        reading.refuseIfWrong();
        tenant.desiredConfig = config;
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
        List<JsonRule.Violation> violations = JsonRule.violations(field, value);
        if (!violations.isEmpty()) {
            violations.forEach(violation -> tell(violation.field(), violation.message()));
            return JsonNodeFactory.instance.objectNode();
        }
        if (!value.isObject()) {
            tell(field, "expected an object, found " + JsonRule.shown(value.toString()));
            return JsonNodeFactory.instance.objectNode();
        }
        return value;
    }

    private Map<String, String> texts(String field, JsonNode value) {
        Map<String, String> texts = new LinkedHashMap<>();
        object(field, value).properties().forEach(entry -> {
            if (entry.getValue().isTextual()) {
                texts.put(entry.getKey(), entry.getValue().asText());
            } else {
                tell(
                        field + "." + entry.getKey(),
                        "expected a string, found "
                                + JsonRule.shown(entry.getValue().toString()));
            }
        });
        return texts;
    }

    /** A name that the provider cannot give to anything would end as a failed tenant. */
    private void checkName(String provider, String name) {
        if (isName(name)) {
            providers
                    .find(provider)
                    .flatMap(found -> found.nameProblem(name))
                    .ifPresent(problem -> tell("name", problem));
        }
    }

    private void checkConfig(String provider, JsonNode config) {
        providers
                .find(provider)
                .map(found -> found.problems(config))
                .ifPresentOrElse(problems::addAll, () -> tell("compute_provider", providers.unknown(provider)));
    }

    private void tell(String field, String message) {
        problems.add(new FieldProblem(field, message));
    }

    private void refuseIfWrong() {
        if (!problems.isEmpty()) {
            throw TenantRefused.invalid(problems);
        }
    }
}
