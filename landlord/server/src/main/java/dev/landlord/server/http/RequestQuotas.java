package dev.landlord.server.http;

import dev.landlord.server.config.LimitsConfig;
import io.javalin.Javalin;
import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Limits the requests in progress of one user, and those that concern one tenant, so that all others are served. */
final class RequestQuotas {
    private static final Pattern TENANT = Pattern.compile("/v1/tenants/([^/]+)(/.*)?");
    private static final String TAKEN = "quotas";

    private final LimitsConfig limits;

    /** The number of requests in progress of each user and tenant that has any. */
    private final ConcurrentHashMap<String, Integer> counts = new ConcurrentHashMap<>();

    RequestQuotas(LimitsConfig limits) {
        this.limits = limits;
    }

    /** Must be added after the guard that authenticates, and before bodies are read. */
    void addTo(Javalin app) {
        app.before(this::take);
        app.after(this::release);
    }

    private void take(Context context) {
        List<String> taken = new ArrayList<>();
        context.attribute(TAKEN, taken);
        String user = AccessGuard.userName(context);
        take(context, taken, "user " + user, limits.requestsPerUser());
        Matcher tenant = TENANT.matcher(context.path());
        if (tenant.matches()) {
            take(context, taken, "tenant " + tenant.group(1), limits.requestsPerTenant());
        }
    }

    private void take(Context context, List<String> taken, String holder, int max) {
        int count = counts.merge(holder, 1, Integer::sum);
        taken.add(holder);
        if (count > max) {
            context.header("Retry-After", "1");
            throw new ProblemException(
                    429,
                    "too_many_requests",
                    max + " requests of " + holder + " are in progress, which is the maximum; try again later");
        }
    }

    private void release(Context context) {
        List<String> taken = context.attribute(TAKEN);
        if (taken != null) {
            taken.forEach(holder -> counts.computeIfPresent(holder, (key, count) -> count == 1 ? null : count - 1));
        }
    }
}
