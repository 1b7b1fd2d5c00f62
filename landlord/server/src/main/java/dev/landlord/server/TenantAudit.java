package dev.landlord.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.landlord.server.audit.AuditEntry;
import dev.landlord.server.audit.AuditLog;
import dev.landlord.server.identity.User;
import dev.landlord.server.tenant.Transition;
import dev.landlord.server.tenant.TransitionLog;
import java.time.Instant;
import java.util.List;

/** Adds the transitions of tenants that follow from earlier requests to the audit, as changes by Landlord. */
final class TenantAudit implements TransitionLog {
    private static final String ACTION = "tenant.transition";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final AuditLog log;

    TenantAudit(AuditLog log) {
        this.log = log;
    }

    @Override
    public void add(String tenantName, String tenantId, List<Transition> transitions) {
        log.add(transitions.stream()
                .map(transition -> entry(tenantName, tenantId, transition))
                .toList());
    }

    private static AuditEntry entry(String tenantName, String tenantId, Transition transition) {
        Instant at = Instant.parse(transition.at());
        ObjectNode before = JsonNodeFactory.instance.objectNode();
        before.set("status", JSON.valueToTree(transition.from()));
        JsonNode after = JsonNodeFactory.instance
                .objectNode()
                .put("id", tenantId)
                .put("reason", transition.reason())
                .put("version", transition.version())
                .set("status", JSON.valueToTree(transition.to()));
        return new AuditEntry(
                tenantId + ":" + transition.version(),
                at,
                User.LANDLORD,
                null,
                null,
                ACTION,
                "tenant/" + tenantName,
                null,
                at,
                null,
                null,
                before,
                after);
    }
}
