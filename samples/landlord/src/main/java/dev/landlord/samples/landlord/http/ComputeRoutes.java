package dev.landlord.samples.landlord.http;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.landlord.samples.landlord.compute.ComputeProvider;
import dev.landlord.samples.landlord.compute.ComputeProviders;
import dev.landlord.samples.landlord.compute.ConfigField;
import io.javalin.Javalin;
import io.javalin.http.Context;
import java.util.List;
import java.util.Map;

/** {@code /v1/compute-providers}. */
final class ComputeRoutes implements Routes {
    private final ComputeProviders providers;

    ComputeRoutes(ComputeProviders providers) {
        this.providers = providers;
    }

    private record Shown(
            String name,
            String description,
            @JsonProperty("default") boolean isDefault,
            List<ConfigField> config) {}

    @Override
    public void addTo(Javalin app) {
        app.get("/v1/compute-providers", this::list);
        app.get("/v1/compute-providers/{name}", this::get);
    }

    private void list(Context context) {
        List<Shown> all = providers.all().stream().map(this::shown).toList();
        Answers.send(context, 200, Map.of("compute_providers", all));
    }

    private void get(Context context) {
        String name = context.pathParam("name");
        ComputeProvider provider = providers
                .find(name)
                .orElseThrow(() -> new Refusal(404, "compute_provider_not_found", providers.unknown(name)));
        Answers.send(context, 200, shown(provider));
    }

    private Shown shown(ComputeProvider provider) {
        boolean isDefault = provider.name().equals(providers.defaultName());
        return new Shown(provider.name(), provider.description(), isDefault, provider.config());
    }
}
