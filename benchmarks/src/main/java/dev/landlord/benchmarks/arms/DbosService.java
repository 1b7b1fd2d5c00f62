package dev.landlord.benchmarks.arms;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.dbos.transact.DBOS;
import dev.dbos.transact.StartWorkflowOptions;
import dev.dbos.transact.config.DBOSConfig;
import dev.dbos.transact.workflow.Workflow;
import dev.dbos.transact.workflow.WorkflowHandle;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The workloads on DBOS Transact for Java, at the paths under which Restate has them. The arguments are the URL of a
 * PostgreSQL database and the user.
 */
public final class DbosService {
    private DbosService() {}

    /** What DBOS needs as an interface. */
    public interface Workflows {
        String steps(int count) throws Exception;

        String undo(int count) throws Exception;

        String approval(int count) throws Exception;

        String branches(int count) throws Exception;

        int send(int n);
    }

    /** The workflows. */
    public static final class Bodies implements Workflows {
        private final DBOS dbos;
        private final ExecutorService approvers = Executors.newCachedThreadPool();
        private Workflows durable;

        Bodies(DBOS dbos) {
            this.dbos = dbos;
        }

        @Override
        @Workflow(name = "steps")
        public String steps(int count) {
            int weight = 0;
            for (int i = 0; i < count; i++) {
                int n = i;
                weight += dbos.runStep(() -> new JavaParcel("parcel-" + n, n, "there"), "send parcel " + n)
                        .weight();
            }
            return weight + " kg";
        }

        @Override
        @Workflow(name = "undo")
        public String undo(int count) {
            Deque<Runnable> undo = new ArrayDeque<>();
            try {
                for (int i = 0; i < count; i++) {
                    int n = i;
                    undo.push(() -> dbos.runStep(
                            () -> {
                                JavaParcel.takeBack(n);
                            },
                            "take parcel " + n + " back"));
                    dbos.runStep(() -> new JavaParcel("parcel-" + n, n, "there"), "send parcel " + n);
                }
                throw new IllegalStateException("the recipient moved");
            } catch (IllegalStateException failure) {
                undo.forEach(Runnable::run);
                throw failure;
            }
        }

        @Override
        @Workflow(name = "approval")
        public String approval(int count) {
            JavaParcel parcel = dbos.runStep(() -> new JavaParcel("parcel-" + count, count, "there"), "pack parcel");
            String id = DBOS.workflowId();
            dbos.runStep(() -> approvers.execute(() -> dbos.send(id, "ann", "go")), "ask go");
            dbos.recv("go", Duration.ofMinutes(1)).orElseThrow();
            return dbos.runStep(parcel::id, "send parcel");
        }

        @Override
        @Workflow(name = "branches")
        public String branches(int count) {
            List<WorkflowHandle<Integer, RuntimeException>> children = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                int n = i;
                children.add(dbos.startWorkflow(() -> durable.send(n)));
            }
            return children.stream().mapToInt(WorkflowHandle::getResult).sum() + " kg";
        }

        /** DBOS has parallel steps in workflows of their own. */
        @Override
        @Workflow(name = "send")
        public int send(int n) {
            return dbos.runStep(() -> new JavaParcel("parcel-" + n, n, "there"), "send parcel " + n)
                    .weight();
        }
    }

    public static void main(String[] arguments) throws IOException {
        DBOS dbos = new DBOS(DBOSConfig.defaults("benchmarks")
                .withDatabaseUrl(arguments[0])
                .withDbUser(arguments[1])
                .withDbPassword("")
                .disableAdminServer());
        Bodies bodies = new Bodies(dbos);
        Workflows durable = dbos.registerProxy(Workflows.class, bodies);
        bodies.durable = durable;
        dbos.launch();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/DbosSteps/", exchange -> answer(dbos, exchange, durable::steps));
        server.createContext("/DbosUndo/", exchange -> answer(dbos, exchange, durable::undo));
        server.createContext("/DbosApproval/", exchange -> answer(dbos, exchange, durable::approval));
        server.createContext("/DbosBranches/", exchange -> answer(dbos, exchange, durable::branches));
        server.start();
        System.out.println("listening on " + server.getAddress().getPort());
    }

    private interface Body {
        String run(int count) throws Exception;
    }

    /** Runs the workflow with the key of the path as its id, and answers with its result. */
    private static void answer(DBOS dbos, HttpExchange exchange, Body body) throws IOException {
        String key = exchange.getRequestURI().getPath().split("/")[2];
        int count =
                Integer.parseInt(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8).trim());
        int status = 200;
        String text;
        try {
            text = dbos.startWorkflow(
                            () -> body.run(count),
                            new StartWorkflowOptions(
                                    exchange.getRequestURI().getPath().split("/")[1] + "-" + key))
                    .getResult();
        } catch (IllegalStateException failure) {
            status = 409;
            text = String.valueOf(failure.getMessage());
        } catch (Throwable failure) {
            status = 500;
            text = failure + ", caused by " + failure.getCause();
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
