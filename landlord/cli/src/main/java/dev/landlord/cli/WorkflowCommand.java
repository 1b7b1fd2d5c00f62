package dev.landlord.cli;

import picocli.CommandLine.Command;

@Command(
        name = "workflow",
        description = "Defines workflows, and runs and displays their executions.",
        subcommands = {
            WorkflowCreate.class,
            WorkflowExecute.class,
            WorkflowStatus.class,
            WorkflowShow.class,
            WorkflowExecutions.class,
            WorkflowList.class,
            WorkflowCancel.class,
            WorkflowDelete.class
        })
final class WorkflowCommand extends CommandGroup {
    WorkflowCommand() {}
}
