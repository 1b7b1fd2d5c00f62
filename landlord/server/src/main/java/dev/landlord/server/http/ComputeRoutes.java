package dev.landlord.server.http;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.landlord.server.compute.ComputeProvider;
import dev.landlord.server.compute.ComputeProviders;
import dev.landlord.server.compute.ConfigField;
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

    private record ProviderView(
            String name,
            String description,
            @JsonProperty("default") boolean isDefault,
            List<ConfigField> config) {}

    @Override
    public void addTo(Javalin app) {
        app.get("/v1/compute-providers", this::list, Access.READ);
        app.get("/v1/compute-providers/{name}", this::get, Access.READ);
    }

    private void list(Context context) {
        List<ProviderView> all = providers.all().stream().map(this::view).toList();
        Responses.send(context, 200, Map.of("compute_providers", all));
    }

    private void get(Context context) {
        String name = context.pathParam("name");
        ComputeProvider provider = providers
                .find(name)
                .orElseThrow(() -> new ProblemException(404, "compute_provider_not_found", providers.unknown(name)));
        Responses.send(context, 200, view(provider));
    }

    private ProviderView view(ComputeProvider provider) {
        boolean isDefault = provider.name().equals(providers.defaultName());
        return new ProviderView(provider.name(), provider.description(), isDefault, provider.config());
    }
}
