package dev.landlord.server.http;

import dev.landlord.server.blueprint.BlueprintParser;
import dev.landlord.server.catalog.WorkflowCatalog;
import dev.landlord.server.catalog.WorkflowCatalog.Created;
import dev.landlord.server.catalog.WorkflowRemoval;
import io.javalin.Javalin;
import io.javalin.http.Context;
import java.util.Map;

/** {@code /v1/workflows}. */
final class WorkflowRoutes implements Routes {
    private final WorkflowCatalog catalog;
    private final WorkflowRemoval removal;
    private final boolean allowsCommands;

    /** @param allowsCommands whether the steps of a workflow may be shell commands */
    WorkflowRoutes(WorkflowCatalog catalog, WorkflowRemoval removal, boolean allowsCommands) {
        this.catalog = catalog;
        this.removal = removal;
        this.allowsCommands = allowsCommands;
    }

    @Override
    public void addTo(Javalin app) {
        app.post("/v1/workflows", this::create, Access.ADMINISTER, Change.WORKFLOW_CREATE);
        app.get(
                "/v1/workflows",
                context -> Responses.send(context, 200, Map.of("workflows", catalog.list())),
                Access.READ);
        app.get(
                "/v1/workflows/{id}",
                context -> Responses.send(context, 200, catalog.find(context.pathParam("id"))),
                Access.READ);
        app.delete(
                "/v1/workflows/{id}",
                this::delete,
                Access.ADMINISTER,
                Change.WORKFLOW_DELETE,
                QueryParameters.none().once("force"));
    }

    private void create(Context context) {
        Body body =
                Body.of(context, "workflow_id", "name", "description", "definition", "timeout", "retry_policy", "tags");
        Created created = catalog.create(BlueprintParser.blueprint(body.json(), allowsCommands));
        AuditGuard.after(context, created.entry());
        Responses.send(context, created.isNew() ? 201 : 200, created.entry());
    }

    private void delete(Context context) {
        boolean isForced = Query.flag(context, "force").orElse(false);
        String id = context.pathParam("id");
        // A stored workflow that cannot be read can be deleted nevertheless.
        catalog.list().stream()
                .filter(entry -> entry.blueprint().workflowId().equals(id))
                .findFirst()
                .ifPresent(entry -> AuditGuard.before(context, entry));
        removal.delete(id, isForced);
        Responses.sendNoContent(context);
    }
}
