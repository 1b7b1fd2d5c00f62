package dev.landlord.server.tenant;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.landlord.server.config.ServiceNames;
import dev.landlord.server.restate.RestateApi;
import dev.landlord.server.restate.Sql;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Reads tenants from Restate's tables. The data of running workflows (sub-state, retries, error) are current.
 */
public final class TenantStore {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final RestateApi restate;
    private final RunHealth health;
    private final String service;

    public TenantStore(RestateApi restate, ServiceNames names) {
        this.restate = restate;
        this.health = RunHealth.from(restate);
        this.service = names.of(TenantObject.SERVICE);
    }

    /** Returns the matching tenants by name: at most {@code limit}, without the first {@code offset}. */
    public TenantPage list(TenantFilter filter, int offset, int limit) {
        List<TenantRecord> candidates =
                stored("").stream().filter(filter::matchesRecord).toList();
        addConditions(candidates);
        List<TenantRecord> matching =
                candidates.stream().filter(filter::matchesRun).toList();
        return new TenantPage(matching.stream().skip(offset).limit(limit).toList(), matching.size());
    }

    /** The last runs of the tenants with all these labels: the names of the executions, which contain the tenants' ids. */
    public Set<String> runs(List<LabelSelector> labels) {
        TenantFilter filter = TenantFilter.of(labels);
        return stored("").stream()
                .filter(filter::matchesRecord)
                .map(TenantRecord::workflowExecutionName)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
    }

    /** Finds a tenant by its name or its id. */
    public Optional<TenantRecord> find(String nameOrId) {
        if (!TenantRequests.isName(nameOrId)) {
            return Optional.empty();
        }
        List<TenantRecord> named = stored(" and service_key = " + Sql.text(nameOrId));
        List<TenantRecord> found =
                named.isEmpty() ? stored(" and value_utf8 like " + Sql.text("%\"" + nameOrId + "\"%")) : named;
        Optional<TenantRecord> match = found.stream()
                .filter(tenant -> tenant.name.equals(nameOrId) || tenant.id.equals(nameOrId))
                .findFirst();
        match.ifPresent(tenant -> addConditions(List.of(tenant)));
        return match;
    }

    /** The records by name, without the current data of running workflows. */
    private List<TenantRecord> stored(String condition) {
        List<TenantRecord> tenants = new ArrayList<>();
        for (JsonNode row : restate.query("select value_utf8 from state where service_name = " + Sql.text(service)
                + " and key = " + Sql.text(TenantStateKeys.TENANT.name()) + condition)) {
            tenants.add(read(row.path("value_utf8").asText()));
        }
        tenants.sort(Comparator.comparing(TenantRecord::name));
        return tenants;
    }

    private void addConditions(List<TenantRecord> tenants) {
        Map<String, RunCondition> conditions = health.of(tenants.stream()
                .filter(TenantRecord::isBusy)
                .map(tenant -> tenant.workflowExecutionId)
                .toList());
        tenants.forEach(tenant -> addCondition(tenant, conditions.get(tenant.workflowExecutionId)));
    }

    private static TenantRecord read(String json) {
        try {
            return JSON.readValue(json, TenantRecord.class);
        } catch (JsonProcessingException foreign) {
            throw new IllegalStateException("a tenant in Restate's state cannot be read: " + json, foreign);
        }
    }

    private static void addCondition(TenantRecord tenant, RunCondition condition) {
        if (tenant.isBusy() && condition != null && !condition.restateStatus().equals("completed")) {
            tenant.workflowSubState = condition.subState();
            tenant.workflowRetryCount = condition.retryCount();
            tenant.workflowErrorMessage = condition.isDegraded() ? condition.lastFailure() : null;
        }
    }
}
