package dev.landlord.cli;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/**
 * The URL of Landlord's HTTP API: {@code --api-url}, else {@code LANDLORD_CLI_API_URL}, else {@code api_url} in the
 * {@link CliFile}.
 *
 * @param base the URL with the version of the API
 * @param flag the value of {@code --api-url}, if it was set
 * @param file the file, if neither the option nor the variable is set
 */
record ApiUrl(URI base, Optional<String> flag, Optional<CliFile> file) {
    static final String DEFAULT = "http://localhost:8081";

    private static final String VARIABLE = "LANDLORD_CLI_API_URL";
    private static final String VERSION = "/v1";

    static ApiUrl find(String flag, CliEnvironment environment) {
        if (flag != null) {
            return new ApiUrl(parse("--api-url", flag), Optional.of(flag), Optional.empty());
        }
        String variable = environment.variables().getOrDefault(VARIABLE, "");
        if (!variable.isBlank()) {
            return new ApiUrl(parse(VARIABLE, variable), Optional.empty(), Optional.empty());
        }
        Optional<CliFile> file = CliFile.find(environment);
        URI base = file.flatMap(found ->
                        found.text(CliFile.API_URL).map(url -> parse(found.path() + ": " + CliFile.API_URL, url)))
                .orElseGet(() -> parse("the default", DEFAULT));
        return new ApiUrl(base, Optional.empty(), file);
    }

    private static URI parse(String where, String text) {
        try {
            URI url = new URI(text.strip());
            if (url.getRawUserInfo() != null) {
                throw CliException.badInput(where + ": expected a URL without user and password");
            }
            if (url.getHost() != null && ("http".equals(url.getScheme()) || "https".equals(url.getScheme()))) {
                return withVersion(url);
            }
        } catch (URISyntaxException malformed) {
            // Reported below, like a well-formed URL that is not the URL of an API.
        }
        throw CliException.badInput(where + " \"" + text + "\": expected a URL such as " + DEFAULT);
    }

    private static URI withVersion(URI url) {
        String path = url.getRawPath().replaceFirst("/+$", "");
        return url.resolve(path.endsWith(VERSION) ? path : path + VERSION);
    }
}
