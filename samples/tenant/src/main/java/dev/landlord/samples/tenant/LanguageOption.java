package dev.landlord.samples.tenant;

import picocli.CommandLine.Option;

/** The option for the language of the workflow. */
final class LanguageOption {
    @Option(names = "--java", description = "Run the workflow in Java. Default: the workflow in Kotlin")
    private boolean isJava;

    LanguageOption() {}

    /** The name of the workflow's Restate service. */
    String service() {
        return isJava ? "JavaProvisionTenant" : "ProvisionTenant";
    }
}
