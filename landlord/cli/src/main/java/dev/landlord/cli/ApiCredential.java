package dev.landlord.cli;

import java.util.Optional;

/**
 * The API key or token of the user: {@code LANDLORD_CLI_API_KEY}, else {@code api_key} in the {@link CliFile}. Not an
 * option, because every user of the machine can read the options of a process.
 *
 * <p>The key of a file is sent only to the address in that file, or to the default one. An address in a file of the current
 * directory, which may be somebody else's, receives no other key than that of the file.
 */
final class ApiCredential {
    static final String VARIABLE = "LANDLORD_CLI_API_KEY";

    private ApiCredential() {}

    /** The credential for {@code url}; empty if the user has none. */
    static Optional<String> find(CliEnvironment environment, ApiUrl url) {
        String variable = environment.variables().getOrDefault(VARIABLE, "");
        Optional<String> ofFile = url.file().flatMap(file -> file.text(CliFile.API_KEY));
        boolean isOfFile = variable.isBlank() || hasAddressOfDirectory(environment, url);
        Optional<String> credential = (isOfFile ? ofFile : Optional.of(variable)).map(String::strip);
        credential.filter(text -> !text.matches("[\\x21-\\x7e]+")).ifPresent(invalid -> {
            throw CliException.badInput("the API key in " + (isOfFile ? CliFile.API_KEY : VARIABLE)
                    + " is not one: expected letters, digits and marks without spaces");
        });
        return credential;
    }

    private static boolean hasAddressOfDirectory(CliEnvironment environment, ApiUrl url) {
        return url.file()
                .filter(file -> file.text(CliFile.API_URL).isPresent()
                        && environment.directory().equals(file.path().getParent()))
                .isPresent();
    }
}
