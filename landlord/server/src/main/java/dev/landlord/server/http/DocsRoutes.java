package dev.landlord.server.http;

import io.javalin.Javalin;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Properties;

/** {@code /docs}: the OpenAPI document as a page, by Swagger UI, whose files Landlord serves itself. */
final class DocsRoutes implements Routes {
    static final String FILES = "/docs/";

    /** Where the webjar has its files; its version is in the POM of the jar. */
    private static final String SWAGGER = "/META-INF/resources/webjars/swagger-ui/" + version() + "/";

    private static final String HTML = "text/html;charset=utf-8";
    private static final String SCRIPT = "text/javascript; charset=utf-8";
    private static final String STYLE = "text/css; charset=utf-8";

    /** The files of the page, with their types. */
    private static final Map<String, String> TYPES = Map.of(
            "start.js", SCRIPT,
            "swagger-ui-bundle.js", SCRIPT,
            "swagger-ui.css", STYLE);

    @Override
    public void addTo(Javalin app) {
        app.get("/docs", context -> send(context, "/docs/index.html", HTML), Access.PUBLIC);
        app.get("/docs/{file}", DocsRoutes::file, Access.PUBLIC);
    }

    private static void file(Context context) throws IOException {
        String name = context.pathParam("file");
        String type = TYPES.get(name);
        if (type == null) {
            throw new ProblemException(404, "not_found", "there is no /docs/" + name + "; see /docs");
        }
        send(context, (name.startsWith("swagger") ? SWAGGER : "/docs/") + name, type);
    }

    private static String version() {
        try (InputStream pom =
                DocsRoutes.class.getResourceAsStream("/META-INF/maven/org.webjars/swagger-ui/pom.properties")) {
            Properties properties = new Properties();
            properties.load(pom);
            return properties.getProperty("version");
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static void send(Context context, String resource, String type) throws IOException {
        try (InputStream file = DocsRoutes.class.getResourceAsStream(resource)) {
            // Swagger UI sets styles in its elements, and draws icons from data URLs.
            context.header(
                            "Content-Security-Policy",
                            "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self' 'unsafe-inline';"
                                    + " img-src 'self' data:; base-uri 'none'; form-action 'none';"
                                    + " frame-ancestors 'none'")
                    .header("X-Content-Type-Options", "nosniff")
                    .header("Referrer-Policy", "no-referrer")
                    .contentType(type)
                    .result(file.readAllBytes());
        }
    }
}
