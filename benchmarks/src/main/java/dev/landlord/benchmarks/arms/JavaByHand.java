package dev.landlord.benchmarks.arms;

import dev.restate.sdk.DurableFuture;
import dev.restate.sdk.SharedWorkflowContext;
import dev.restate.sdk.WorkflowContext;
import dev.restate.sdk.annotation.Name;
import dev.restate.sdk.annotation.Shared;
import dev.restate.sdk.annotation.Workflow;
import dev.restate.sdk.common.DurablePromiseKey;
import dev.restate.sdk.common.TerminalException;
import dev.restate.sdk.endpoint.Endpoint;
import dev.restate.sdk.http.vertx.RestateHttpServer;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** What an author writes with the SDK for Java alone, to the same effect. */
public final class JavaByHand {
    private JavaByHand() {}

    /** Sequential steps. */
    @Workflow
    @Name("ByHandSteps")
    public static class ByHandSteps {
        @Workflow
        public String run(WorkflowContext context, int count) {
            int weight = 0;
            for (int i = 0; i < count; i++) {
                int n = i;
                JavaParcel parcel = context.run(
                        "send parcel " + n, JavaParcel.class, () -> new JavaParcel("parcel-" + n, n, "there"));
                weight += parcel.weight();
            }
            return weight + " kg";
        }
    }

    /** Steps with undo actions, and a failure after the last. */
    @Workflow
    @Name("ByHandUndo")
    public static class ByHandUndo {
        @Workflow
        public String run(WorkflowContext context, int count) {
            Deque<Runnable> undo = new ArrayDeque<>();
            try {
                for (int i = 0; i < count; i++) {
                    int n = i;
                    undo.push(() -> context.run("take parcel " + n + " back", () -> {
                        JavaParcel.takeBack(n);
                    }));
                    context.run("send parcel " + n, JavaParcel.class, () -> new JavaParcel("parcel-" + n, n, "there"));
                }
                throw new TerminalException(409, "the recipient moved");
            } catch (TerminalException failure) {
                undo.forEach(Runnable::run);
                throw failure;
            }
        }
    }

    /** A step, an approval, a step. */
    @Workflow
    @Name("ByHandApproval")
    public static class ByHandApproval {
        private static final DurablePromiseKey<String> GO = DurablePromiseKey.of("go", String.class);

        private final AnsweringApprover approver;

        ByHandApproval(AnsweringApprover approver) {
            this.approver = approver;
        }

        @Workflow
        public String run(WorkflowContext context, int count) {
            JavaParcel parcel = context.run(
                    "pack parcel", JavaParcel.class, () -> new JavaParcel("parcel-" + count, count, "there"));
            context.run("ask go", () -> approver.approve("ByHandApproval", context.key()));
            context.promise(GO).future().await();
            return context.run("send parcel", String.class, parcel::id);
        }

        @Shared
        public void approveGo(SharedWorkflowContext context, Actor approver) {
            context.promiseHandle(GO).resolve(approver.actor());
        }
    }

    /** The input of {@code approveGo}. */
    public record Actor(String actor) {}

    /** Parallel branches of one step each. */
    @Workflow
    @Name("ByHandBranches")
    public static class ByHandBranches {
        @Workflow
        public String run(WorkflowContext context, int count) {
            List<DurableFuture<JavaParcel>> parcels = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                int n = i;
                parcels.add(context.runAsync(
                        "send parcel " + n, JavaParcel.class, () -> new JavaParcel("parcel-" + n, n, "there")));
            }
            DurableFuture.all(new ArrayList<>(parcels)).await();
            return parcels.stream().mapToInt(parcel -> parcel.await().weight()).sum() + " kg";
        }
    }

    /** Serves the handlers with the SDK's own server. The argument is the ingress of Restate. */
    public static void main(String[] arguments) {
        AnsweringApprover approver = new AnsweringApprover(URI.create(arguments[0]));
        Endpoint endpoint = Endpoint.builder()
                .bind(new ByHandSteps())
                .bind(new ByHandUndo())
                .bind(new ByHandApproval(approver))
                .bind(new ByHandBranches())
                .build();
        System.out.println("listening on " + RestateHttpServer.listen(endpoint, 0));
    }
}
