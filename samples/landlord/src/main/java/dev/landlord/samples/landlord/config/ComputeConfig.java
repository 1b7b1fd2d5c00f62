package dev.landlord.samples.landlord.config;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where tenants are made.
 *
 * @param defaultProvider the compute provider of tenants that name none
 * @param localRoot the folder of the local provider, relative to the working directory
 * @param mockRoot the folder of the mock's notes; without one it forgets them with this process
 */
public record ComputeConfig(String defaultProvider, Path localRoot, Optional<Path> mockRoot) {
    static ComputeConfig read(Values values) {
        return new ComputeConfig(
                values.requiredText(Key.COMPUTE_DEFAULT_PROVIDER),
                Path.of(values.requiredText(Key.COMPUTE_LOCAL_ROOT)),
                values.text(Key.COMPUTE_MOCK_ROOT).map(Path::of));
    }
}
