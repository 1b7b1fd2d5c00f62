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
 * Where Landlord's HTTP API is: what {@code --api-url} says, or else {@code LANDLORD_CLI_API_URL}, or else
 * {@code api_url} in {@code landlord-cli.yaml} of the current directory, or of {@code $XDG_CONFIG_HOME/landlord}.
 *
 * @param base with the version at its end
 * @param flag what {@code --api-url} said, if it did
 */
record ApiUrl(URI base, Optional<String> flag) {
    static final String DEFAULT = "http://localhost:8081";

    private static final String VARIABLE = "LANDLORD_CLI_API_URL";
    private static final String FILE = "landlord-cli.yaml";
    private static final String KEY = "api_url";
    private static final String VERSION = "/v1";

    static ApiUrl find(String flag, Shell shell) {
        if (flag != null) {
            return new ApiUrl(parse("--api-url", flag), Optional.of(flag));
        }
        String variable = shell.environment().getOrDefault(VARIABLE, "");
        URI base = !variable.isBlank()
                ? parse(VARIABLE, variable)
                : files(shell)
                        .filter(Files::exists)
                        .findFirst()
                        .map(ApiUrl::fromFile)
                        .orElseGet(() -> parse("the default", DEFAULT));
        return new ApiUrl(base, Optional.empty());
    }

    private static Stream<Path> files(Shell shell) {
        String home = shell.environment().getOrDefault("HOME", "");
        String configured = shell.environment().getOrDefault("XDG_CONFIG_HOME", "");
        Path config = configured.isBlank() ? Path.of(home, ".config") : Path.of(configured);
        return Stream.of(
                shell.directory().resolve(FILE), config.resolve("landlord").resolve(FILE));
    }

    private static URI fromFile(Path file) {
        JsonNode settings = Yaml.object(file);
        for (Iterator<String> keys = settings.fieldNames(); keys.hasNext(); ) {
            String key = keys.next();
            if (!key.equals(KEY)) {
                throw Complaint.badInput(file + ": unknown key \"" + key + "\"; expected " + KEY);
            }
        }
        return parse(file + ": " + KEY, settings.path(KEY).asText());
    }

    private static URI parse(String where, String text) {
        try {
            URI url = new URI(text.strip());
            if (url.getRawUserInfo() != null) {
                throw Complaint.badInput(where + ": expected a URL without user and password");
            }
            if (url.getHost() != null && ("http".equals(url.getScheme()) || "https".equals(url.getScheme()))) {
                return withVersion(url);
            }
        } catch (URISyntaxException malformed) {
            // Told below, like what is well-formed and not a URL of an API.
        }
        throw Complaint.badInput(where + " \"" + text + "\": expected a URL such as " + DEFAULT);
    }

    private static URI withVersion(URI url) {
        String path = url.getRawPath().replaceFirst("/+$", "");
        return url.resolve(path.endsWith(VERSION) ? path : path + VERSION);
    }
}
