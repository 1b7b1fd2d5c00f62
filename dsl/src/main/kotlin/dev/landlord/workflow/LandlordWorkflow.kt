package dev.landlord.workflow

/**
 * Marks a workflow, for which the processor generates a Restate service and clients.
 *
 * Annotate a public class that has exactly one property of type [WorkflowDefinition], a public
 * top-level property of that type, or a public class in Java that implements
 * [dev.landlord.workflow.java.WorkflowBody]. For `ProvisionTenant` the processor generates
 * `ProvisionTenantService`, a Restate workflow service with a `run` handler; pass it to `serve`.
 *
 * @property value the name of the Restate service in URLs and journals; default: the name of the
 *   class, or of the property with its first letter in upper case. Letters, digits, `_`, `-` and
 *   `.`, starting with a letter; Restate reserves `restate` and `openapi`.
 */
@Target(AnnotationTarget.CLASS, AnnotationTarget.PROPERTY)
@Retention(AnnotationRetention.BINARY)
@MustBeDocumented
public annotation class LandlordWorkflow(val value: String = "")
