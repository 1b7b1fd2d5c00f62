package dev.landlord.server.config;

import java.nio.file.Path;
import java.util.Optional;

/**
 * The compute providers of tenants.
 *
 * @param defaultProvider the compute provider of tenants whose request names none
 * @param localRoot the folder of the local provider, relative to the working directory
 * @param mockRoot the folder of the mock's files; if absent, the mock keeps its tenants in memory
 */
public record ComputeConfig(String defaultProvider, Path localRoot, Optional<Path> mockRoot) {
    static ComputeConfig read(Values values) {
        return new ComputeConfig(
                values.requiredText(Key.COMPUTE_DEFAULT_PROVIDER),
                Path.of(values.requiredText(Key.COMPUTE_LOCAL_ROOT)),
                values.text(Key.COMPUTE_MOCK_ROOT).map(Path::of));
    }
}
