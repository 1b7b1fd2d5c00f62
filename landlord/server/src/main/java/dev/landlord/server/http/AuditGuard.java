package dev.landlord.server.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.landlord.api.JsonRule;
import dev.landlord.server.audit.AuditEntry;
import dev.landlord.server.audit.AuditLog;
import dev.landlord.server.audit.Redaction;
import dev.landlord.server.store.StoreException;
import io.javalin.Javalin;
import io.javalin.http.Context;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Adds each request for a {@link Change} to the audit: what is asked for, before it is authorized and carried out; and the
 * result, before the response is sent. If the first cannot be stored, the request fails with 503 and changes nothing.
 */
final class AuditGuard {
    private static final Logger LOG = LoggerFactory.getLogger(AuditGuard.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MAX_TARGET = 1024;

    private static final String ENTRY = "audit";
    private static final String TARGET = "audit.target";
    private static final String BEFORE = "audit.before";
    private static final String AFTER = "audit.after";

    private final AuditLog log;

    AuditGuard(AuditLog log) {
        this.log = log;
    }

    /** Must be added before the guard that authorizes, so that the audit contains what was refused. */
    void addTo(Javalin app) {
        app.beforeMatched(this::requested);
        app.after(this::completed);
    }

    /** Names the changed object, if the request did not name it, or named it by its id. */
    static void target(Context context, String target) {
        context.attribute(TARGET, target);
    }

    /** The object before the change. */
    static void before(Context context, Object state) {
        context.attribute(BEFORE, state);
    }

    /** The object after the change. */
    static void after(Context context, Object state) {
        context.attribute(AFTER, state);
    }

    private void requested(Context context) {
        context.routeRoles().stream()
                .filter(Change.class::isInstance)
                .map(Change.class::cast)
                .findFirst()
                .ifPresent(change -> {
                    JsonNode body = body(context);
                    AuditEntry entry = new AuditEntry(
                            RequestIds.requestId(context),
                            now(),
                            AccessGuard.user(context).name(),
                            context.ip(),
                            RequestIds.correlationId(context),
                            change.action(),
                            cut(change.target(context, body)),
                            body.isMissingNode() ? null : Redaction.of(body),
                            null,
                            null,
                            null,
                            null,
                            null);
                    log.addRequest(entry);
                    context.attribute(ENTRY, entry);
                });
    }

    private void completed(Context context) {
        AuditEntry asked = context.attribute(ENTRY);
        if (asked == null) {
            return;
        }
        String target = context.attribute(TARGET);
        AuditEntry entry = new AuditEntry(
                asked.id(),
                asked.at(),
                asked.actor(),
                asked.remote(),
                asked.correlationId(),
                asked.action(),
                target == null ? asked.target() : cut(target),
                asked.request(),
                now(),
                context.statusCode(),
                Responses.code(context),
                json(context.attribute(BEFORE)),
                json(context.attribute(AFTER)));
        try {
            log.addResult(entry);
        } catch (StoreException failure) {
            // The change is made, so that its caller must receive the response.
            LOG.error("the audit has no result of {} because of {}: {}", entry.id(), failure.getMessage(), entry);
        }
    }

    /** The body if it is an object that a database can store; every other body is refused later. */
    private static JsonNode body(Context context) {
        try {
            JsonNode body = JSON.readTree(BodyReader.body(context));
            boolean isValid = body.isObject()
                    && body.properties().stream()
                            .allMatch(field -> JsonRule.violations(field.getKey(), field.getValue())
                                    .isEmpty());
            return isValid ? body : MissingNode.getInstance();
        } catch (IOException malformed) {
            return MissingNode.getInstance();
        }
    }

    private static JsonNode json(Object state) {
        return state == null ? null : Redaction.of(Responses.json(state));
    }

    private static String cut(String target) {
        return target.length() <= MAX_TARGET ? target : target.substring(0, MAX_TARGET);
    }

    /** In milliseconds, which every database keeps exactly. */
    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS);
    }
}
