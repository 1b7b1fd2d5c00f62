package dev.landlord.server.http;

import dev.landlord.api.JsonRule;
import dev.landlord.server.tenant.TenantCondition;
import dev.landlord.server.tenant.TenantRecord;
import io.javalin.http.Context;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The headers {@code ETag} of a tenant, which is its version, and {@code If-Match} of a change. */
final class EntityTag {
    private static final Pattern VERSION = Pattern.compile("\"(\\d{1,18})\"");

    private EntityTag() {}

    static void send(Context context, TenantRecord tenant) {
        context.header("ETag", "\"" + tenant.version() + "\"");
    }

    /** @throws ProblemException with 422 if the header is not one version, or {@code *} */
    static TenantCondition condition(Context context) {
        String header = context.header("If-Match");
        if (header == null || header.strip().equals("*")) {
            return TenantCondition.none();
        }
        Matcher version = VERSION.matcher(header.strip());
        if (!version.matches()) {
            throw ProblemException.invalid(
                    "If-Match",
                    "expected the ETag of the tenant, such as \"7\" with its quotes, found " + JsonRule.shown(header));
        }
        return new TenantCondition(Long.valueOf(version.group(1)));
    }
}
