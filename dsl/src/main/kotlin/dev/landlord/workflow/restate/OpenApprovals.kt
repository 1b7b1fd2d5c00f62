package dev.landlord.workflow.restate

import dev.landlord.workflow.ApprovalErrors
import dev.landlord.workflow.engine.InternalEngineApi
import java.util.concurrent.ConcurrentHashMap
import org.apache.logging.log4j.LogManager
import org.apache.logging.log4j.Logger

/** Warns of the approvals on which every caller of the ingress may decide. */
@InternalEngineApi
public object OpenApprovals {
    private val LOGGER: Logger = LogManager.getLogger("dev.landlord.workflow.serve")

    private val named: MutableSet<Class<*>> = ConcurrentHashMap.newKeySet()

    /**
     * Logs one line that names those of [services] that have such approvals, leaving out the
     * classes that a line of this process has named before.
     */
    @JvmStatic
    public fun warn(services: List<WorkflowService>) {
        val open =
            services
                .filter { it.javaClass !in named }
                .associate { service ->
                    service.name() to service.approvals().filter { it.rules.isOpen }.map { it.name }
                }
                .filterValues { it.isNotEmpty() }
        services.filter { it.name() in open }.forEach { named += it.javaClass }
        if (open.isNotEmpty()) LOGGER.warn(ApprovalErrors.openApprovals(open))
    }
}
