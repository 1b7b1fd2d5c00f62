package dev.landlord.cli;

import java.util.Optional;

/**
 * The API key or token of the user: {@code LANDLORD_CLI_API_KEY}, else {@code api_key} in the {@link CliFile}. Not an
 * option, because every user of the machine can read the options of a process.
 *
 * <p>The key of a file is sent only to the address in that file, or to the default address. A file in the current directory
 * may come from another person, for example in a repository, so that its address receives only the key in the same file.
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
                    + " contains other characters than letters, digits and marks");
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
