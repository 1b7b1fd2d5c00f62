package dev.landlord.cli

/**
 * For every operation of the API a command that asks for it, with the names of the document's
 * examples.
 */
internal val apiCommands: Map<String, List<String>> =
    mapOf(
            "createTenant" to "tenant create acme --config {}",
            "listTenants" to "tenant list",
            "getTenant" to "tenant get acme",
            "replaceTenant" to "tenant set acme --config {}",
            "changeTenant" to "tenant set acme --config {} --patch",
            "deleteTenant" to "tenant delete acme",
            "archiveTenant" to "tenant archive acme",
            "listTransitions" to "tenant history acme",
            "createWorkflow" to "workflow create my-workflow --definition workflow.yaml",
            "listWorkflows" to "workflow list",
            "getWorkflow" to "workflow show my-workflow",
            "deleteWorkflow" to "workflow delete my-workflow",
            "startExecution" to "workflow execute my-workflow --input {}",
            "listExecutions" to "workflow executions my-workflow",
            "getExecution" to "workflow status my-workflow monday",
            "cancelExecution" to "workflow cancel my-workflow monday --reason mistake",
            "listApprovals" to "approvals list",
            "approve" to "approvals approve my-workflow monday finance",
            "reject" to "approvals reject my-workflow monday finance",
            "listComputeProviders" to "compute",
            "getComputeProvider" to "compute --provider local",
            "createKey" to "key create alice --role approver",
            "listKeys" to "key list",
            "revokeKey" to "key revoke alice",
            "listAudit" to "audit list",
            "exportAudit" to "audit export",
        )
        .mapValues { (_, line) -> line.split(" ") }
