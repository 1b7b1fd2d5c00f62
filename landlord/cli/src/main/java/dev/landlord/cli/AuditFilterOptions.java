package dev.landlord.cli;

import picocli.CommandLine.Option;

/** Options that select audit entries. */
final class AuditFilterOptions {
    @Option(names = "--actor", paramLabel = "NAME", description = "Only what this user did")
    private String actor;

    @Option(
            names = "--action",
            paramLabel = "ACTION",
            description = "Only this action, such as tenant.update, or all of a kind, such as tenant")
    private String action;

    @Option(
            names = "--target",
            paramLabel = "OBJECT",
            description =
                    "Only changes of this object, such as tenant/acme, or of all below it, such as approval/deploy")
    private String target;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            description = "Only requests since a time (2026-01-31T09:30:00Z), or within a duration (24h)")
    private String since;

    @Option(names = "--until", paramLabel = "TIME", description = "Only requests before a time, or a duration ago")
    private String until;

    AuditFilterOptions() {}

    ApiPath addTo(ApiPath path) {
        return path.with("actor", actor)
                .with("action", action)
                .with("target", target)
                .with("since", since)
                .with("until", until);
    }
}
