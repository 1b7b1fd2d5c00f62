package dev.landlord.cli;

import java.util.Optional;

/**
 * The API key or token of the user: {@code LANDLORD_CLI_API_KEY}, else {@code api_key} in the {@link CliFile}. Not an
 * option, because every user of the machine can read the options of a process.
 */
final class ApiCredential {
    static final String VARIABLE = "LANDLORD_CLI_API_KEY";

    private ApiCredential() {}

    /** Empty if the user has none. */
    static Optional<String> find(CliEnvironment environment) {
        String variable = environment.variables().getOrDefault(VARIABLE, "");
        Optional<String> found = variable.isBlank()
                ? CliFile.find(environment).flatMap(file -> file.text(CliFile.API_KEY))
                : Optional.of(variable);
        Optional<String> credential = found.map(String::strip);
        credential.filter(text -> !text.matches("[\\x21-\\x7e]+")).ifPresent(invalid -> {
            throw CliException.badInput("the API key in " + (variable.isBlank() ? CliFile.API_KEY : VARIABLE)
                    + " is not one: expected letters, digits and marks without spaces");
        });
        return credential;
    }
}
