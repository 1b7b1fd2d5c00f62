package dev.landlord.samples.landlord.config;

import java.nio.file.Path;

/**
 * Where tenants are made.
 *
 * @param defaultProvider the compute provider of tenants that name none
 * @param localRoot the folder of the local provider, relative to the working directory
 */
public record ComputeConfig(String defaultProvider, Path localRoot) {
    static ComputeConfig read(Values values) {
        return new ComputeConfig(
                values.requiredText(Key.COMPUTE_DEFAULT_PROVIDER),
                Path.of(values.requiredText(Key.COMPUTE_LOCAL_ROOT)));
    }
}
