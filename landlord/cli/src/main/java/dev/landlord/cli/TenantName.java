package dev.landlord.cli;

import java.util.Objects;
import java.util.stream.Stream;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The options that identify a tenant, of which exactly one is required. */
final class TenantName {
    @Parameters(arity = "0..1", paramLabel = "TENANT", description = "The tenant's name")
    private String positional;

    @Option(names = "--tenant-name", paramLabel = "TENANT", description = "The tenant's name")
    private String name;

    @Option(names = "--tenant-id", paramLabel = "ID", description = "The tenant's id")
    private String id;

    TenantName() {}

    /** The name or the id. */
    String get() {
        String[] given =
                Stream.of(positional, name, id).filter(Objects::nonNull).toArray(String[]::new);
        if (given.length == 1) {
            return given[0];
        }
        throw CliException.badInput("expected one tenant, by its name or by --tenant-id, found "
                + (given.length == 0 ? "none" : String.join(" and ", given)));
    }
}
