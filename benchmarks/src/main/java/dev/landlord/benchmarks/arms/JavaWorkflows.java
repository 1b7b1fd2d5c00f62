package dev.landlord.benchmarks.arms;

import dev.landlord.workflow.serve.WorkflowServer;
import java.net.URI;

/** Serves the workflows in Java. The argument is the ingress of Restate. */
public final class JavaWorkflows {
    private JavaWorkflows() {}

    public static void main(String[] arguments) {
        AnsweringApprover approver = new AnsweringApprover(URI.create(arguments[0]));
        WorkflowServer server = WorkflowServer.builder()
                .port(0)
                .bind(new JavaStepsService(new JavaSteps()))
                .bind(new JavaUndoService(new JavaUndo()))
                .bind(new JavaApprovalService(new JavaApproval(approver)))
                .bind(new JavaBranchesService(new JavaBranches()))
                .bind(new JavaWaitingService(new JavaWaiting()))
                .start();
        System.out.println("listening on " + server.port());
    }
}
