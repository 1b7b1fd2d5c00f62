package dev.landlord.server.http;

import dev.landlord.server.audit.AuditFilter;
import dev.landlord.server.audit.AuditLog;
import io.javalin.Javalin;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/** {@code /v1/audit}: the changes and decisions, which only an admin sees. */
final class AuditRoutes implements Routes {
    private static final String JSON_LINES = "application/x-ndjson";

    private final AuditLog log;

    AuditRoutes(AuditLog log) {
        this.log = log;
    }

    @Override
    public void addTo(Javalin app) {
        String[] filters = {"actor", "action", "target", "since", "until"};
        app.get("/v1/audit", this::list, Access.ADMINISTER, Page.parameters().once(filters));
        app.get(
                "/v1/audit/export",
                this::export,
                Access.ADMINISTER,
                QueryParameters.none().once(filters));
    }

    private void list(Context context) {
        Page page = Page.of(context);
        AuditLog.Page found = log.list(filter(context), page.offset(), page.limit());
        page.send(context, "entries", found.entries(), found.total());
    }

    /** Sends one entry a line, oldest first, while they are read. */
    private void export(Context context) {
        AuditFilter filter = filter(context);
        context.status(200).contentType(JSON_LINES);
        try {
            OutputStream out = context.outputStream();
            log.forEach(filter, entry -> {
                try {
                    out.write(Responses.bytes(entry));
                    out.write('\n');
                } catch (IOException broken) {
                    throw new UncheckedIOException(broken);
                }
            });
            out.flush();
        } catch (UncheckedIOException broken) {
            throw new ClientDisconnectedException(broken.getCause());
        } catch (IOException broken) {
            throw new ClientDisconnectedException(broken);
        }
    }

    private static AuditFilter filter(Context context) {
        return new AuditFilter(
                Query.text(context, "actor"),
                Query.text(context, "action"),
                Query.text(context, "target"),
                Query.since(context),
                Query.time(context, "until"));
    }
}
