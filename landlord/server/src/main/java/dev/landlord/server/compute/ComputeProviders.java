package dev.landlord.server.compute;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The compute providers, and the choice of the provider of a tenant. */
public final class ComputeProviders {
    /** The fields by which a configuration, labels or annotations name the provider. */
    private static final List<String> KEYS = List.of("compute_provider", "compute_provider_type");

    private final Map<String, ComputeProvider> byName;
    private final String defaultName;

    /**
     * @param defaultName the provider of tenants whose request names none
     * @throws IllegalArgumentException if two providers have the same name, or none has the default name
     */
    public ComputeProviders(String defaultName, ComputeProvider... providers) {
        Map<String, ComputeProvider> all = new LinkedHashMap<>();
        for (ComputeProvider provider : providers) {
            if (all.putIfAbsent(provider.name(), provider) != null) {
                throw new IllegalArgumentException("compute provider \"" + provider.name()
                        + "\" is registered twice; give one of them another name");
            }
        }
        this.byName = Collections.unmodifiableMap(all);
        this.defaultName = defaultName;
        if (!all.containsKey(defaultName)) {
            throw new IllegalArgumentException(unknown(defaultName));
        }
    }

    public Collection<ComputeProvider> all() {
        return byName.values();
    }

    public String defaultName() {
        return defaultName;
    }

    public Optional<ComputeProvider> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /**
     * Returns the name of the provider of a tenant: the first name in the request, its configuration, its labels and its
     * annotations; else the default. The provider of that name may not exist.
     *
     * @param requested the name in the request itself; {@code null} if there is none
     */
    public String choose(
            String requested, JsonNode desiredConfig, Map<String, String> labels, Map<String, String> annotations) {
        Stream<String> named = Stream.of(
                        Stream.ofNullable(requested),
                        KEYS.stream().map(key -> desiredConfig.path(key).asText("")),
                        KEYS.stream().map(key -> labels.getOrDefault(key, "")),
                        KEYS.stream().map(key -> annotations.getOrDefault(key, "")))
                .flatMap(names -> names);
        return named.filter(name -> !name.isBlank()).findFirst().orElse(defaultName);
    }

    /** The message for the name of a provider that does not exist. */
    public String unknown(String name) {
        return "unknown compute provider \"" + name + "\"; expected one of " + String.join(", ", byName.keySet());
    }
}
