package dev.landlord.samples.landlord.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The URL of Landlord's HTTP API: {@code --api-url}, else {@code LANDLORD_CLI_API_URL}, else {@code api_url} in {@code
 * landlord-cli.yaml} in the current directory, or in {@code $XDG_CONFIG_HOME/landlord}.
 *
 * @param base the URL with the version of the API
 * @param flag the value of {@code --api-url}, if it was set
 */
record ApiUrl(URI base, Optional<String> flag) {
    static final String DEFAULT = "http://localhost:8081";

    private static final String VARIABLE = "LANDLORD_CLI_API_URL";
    private static final String FILE = "landlord-cli.yaml";
    private static final String KEY = "api_url";
    private static final String VERSION = "/v1";

    static ApiUrl find(String flag, CliEnvironment environment) {
        if (flag != null) {
            return new ApiUrl(parse("--api-url", flag), Optional.of(flag));
        }
        String variable = environment.variables().getOrDefault(VARIABLE, "");
        URI base = !variable.isBlank()
                ? parse(VARIABLE, variable)
                : files(environment)
                        .filter(Files::exists)
                        .findFirst()
                        .map(ApiUrl::fromFile)
                        .orElseGet(() -> parse("the default", DEFAULT));
        return new ApiUrl(base, Optional.empty());
    }

    private static Stream<Path> files(CliEnvironment environment) {
        String home = environment.variables().getOrDefault("HOME", "");
        String configured = environment.variables().getOrDefault("XDG_CONFIG_HOME", "");
        Path config = configured.isBlank() ? Path.of(home, ".config") : Path.of(configured);
        return Stream.of(
                environment.directory().resolve(FILE),
                config.resolve("landlord").resolve(FILE));
    }

    private static URI fromFile(Path file) {
        JsonNode settings = Yaml.object(file);
        for (Iterator<String> keys = settings.fieldNames(); keys.hasNext(); ) {
            String key = keys.next();
            if (!key.equals(KEY)) {
                throw CliException.badInput(file + ": unknown key \"" + key + "\"; expected " + KEY);
            }
        }
        return parse(file + ": " + KEY, settings.path(KEY).asText());
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
