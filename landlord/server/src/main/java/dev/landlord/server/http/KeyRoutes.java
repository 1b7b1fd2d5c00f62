package dev.landlord.server.http;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.landlord.api.FieldError;
import dev.landlord.server.identity.ApiKey;
import dev.landlord.server.identity.ApiKeys;
import dev.landlord.server.identity.Role;
import dev.landlord.server.identity.User;
import io.javalin.Javalin;
import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** {@code /v1/keys}: the API keys, which only an admin sees. */
final class KeyRoutes implements Routes {
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._@-]{0,63}");
    private static final String ROLES =
            Arrays.stream(Role.values()).map(Role::word).collect(Collectors.joining(", "));

    private final ApiKeys keys;

    KeyRoutes(ApiKeys keys) {
        this.keys = keys;
    }

    private record KeyView(
            String name,
            List<String> roles,
            @JsonProperty("created_at") String createdAt,
            @JsonProperty("created_by") String createdBy) {
        static KeyView of(ApiKey key) {
            return new KeyView(
                    key.name(),
                    key.roles().stream().sorted().map(Role::word).toList(),
                    key.createdAt().toString(),
                    key.createdBy());
        }
    }

    /** The only answer with the key itself. */
    private record CreatedKey(@JsonUnwrapped KeyView view, String key) {}

    @Override
    public void addTo(Javalin app) {
        app.post("/v1/keys", this::create, Access.ADMINISTER, Change.KEY_CREATE);
        app.get("/v1/keys", this::list, Access.ADMINISTER);
        app.delete("/v1/keys/{name}", this::revoke, Access.ADMINISTER, Change.KEY_REVOKE);
    }

    private void create(Context context) {
        Body body = Body.of(context, "name", "roles");
        String name = body.required("name");
        List<String> words = body.texts("roles");
        body.throwIfInvalid();
        List<FieldError> errors = new ArrayList<>();
        Set<Role> roles = EnumSet.noneOf(Role.class);
        for (String word : words) {
            Role.of(word)
                    .ifPresentOrElse(
                            roles::add,
                            () -> errors.add(new FieldError("roles", "expected some of " + ROLES + ", found " + word)));
        }
        if (words.isEmpty()) {
            errors.add(new FieldError("roles", "expected at least one of " + ROLES));
        }
        if (!NAME.matcher(name).matches() || User.isReserved(name)) {
            errors.add(new FieldError(
                    "name",
                    "expected 1 to 64 lower-case letters, digits, '.', '_', '@' and '-', not beginning with a mark, and"
                            + " not \"admin\", \"landlord\" or \"anyone\", which are reserved"));
        }
        if (!errors.isEmpty()) {
            throw ProblemException.invalid(errors);
        }
        ApiKeys.Created created = keys.create(
                        name, roles, AccessGuard.user(context).name())
                .orElseThrow(() -> new ProblemException(
                        409,
                        "key_exists",
                        "there is a key of the name " + name + "; revoke it, or choose another name"));
        AuditGuard.after(context, KeyView.of(created.key()));
        Responses.send(context, 201, new CreatedKey(KeyView.of(created.key()), created.text()));
    }

    private void list(Context context) {
        Responses.send(
                context,
                200,
                Map.of("keys", keys.list().stream().map(KeyView::of).toList()));
    }

    private void revoke(Context context) {
        String name = context.pathParam("name");
        keys.list().stream()
                .filter(key -> key.name().equals(name))
                .findFirst()
                .ifPresent(key -> AuditGuard.before(context, KeyView.of(key)));
        if (!keys.revoke(name)) {
            throw new ProblemException(404, "key_not_found", "there is no key of the name " + name);
        }
        Responses.sendNoContent(context);
    }
}
