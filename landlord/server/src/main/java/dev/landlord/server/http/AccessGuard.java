package dev.landlord.server.http;

import dev.landlord.server.identity.Authenticator;
import dev.landlord.server.identity.User;
import io.javalin.Javalin;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.util.Set;

/** Determines who sends a request before its body is read, and refuses what that user may not do. */
final class AccessGuard {
    private static final String USER = "user";

    /** The paths of {@link Access#PUBLIC}: a request is authenticated before its route is known. */
    private static final Set<String> PUBLIC = Set.of("/health", "/ready", "/openapi.yaml", "/docs");

    private final Authenticator authenticator;

    AccessGuard(Authenticator authenticator) {
        this.authenticator = authenticator;
    }

    void addTo(Javalin app) {
        app.before(this::authenticate);
        app.beforeMatched(AccessGuard::authorize);
    }

    /** The user who sends the request, of a route that is not public. */
    static User user(Context context) {
        User user = context.attribute(USER);
        if (user == null) {
            throw new IllegalStateException(context.path() + " is public, and its requests have no user");
        }
        return user;
    }

    /** The name of the user who sends the request; {@code -} if it is not known. */
    static String userName(Context context) {
        User user = context.attribute(USER);
        return user == null ? "-" : user.name();
    }

    private void authenticate(Context context) {
        boolean isRead = context.method() == HandlerType.GET || context.method() == HandlerType.HEAD;
        if (!isRead || !isPublic(context.path())) {
            context.attribute(USER, authenticator.user(context.header("Authorization")));
        }
    }

    private static boolean isPublic(String path) {
        return PUBLIC.contains(path) || path.startsWith(DocsRoutes.FILES);
    }

    private static void authorize(Context context) {
        Access access = context.routeRoles().stream()
                .filter(Access.class::isInstance)
                .map(Access.class::cast)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(context.endpointHandlerPath() + " has no Access"));
        if (access == Access.PUBLIC) {
            return;
        }
        User user = user(context);
        if (!access.allows(user)) {
            throw new ProblemException(
                    403,
                    "forbidden",
                    context.method() + " " + context.path() + " needs the role " + access.roles() + "; " + user.name()
                            + " has " + (user.roles().isEmpty() ? "none" : shown(user)));
        }
    }

    private static String shown(User user) {
        return String.join(
                ", ", user.roles().stream().map(role -> role.word()).sorted().toList());
    }
}
