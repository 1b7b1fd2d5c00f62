package dev.landlord.workflow

/**
 * Marks a workflow: the processor generates the Restate service for it.
 *
 * Put it on a public class that has exactly one [WorkflowDefinition] property, or on a public
 * top-level property that is one. From `ProvisionTenant` the processor makes
 * `ProvisionTenantService`, a Restate workflow service with a `run` handler; hand it to [serve].
 *
 * @property name the Restate service name, which callers and the journal see; default: the name of
 *   the class, or of the property with its first letter in upper case. Letters, digits, `_`, `-`
 *   and `.`, starting with a letter; `restate` and `openapi` are reserved by Restate.
 */
@Target(AnnotationTarget.CLASS, AnnotationTarget.PROPERTY)
@Retention(AnnotationRetention.BINARY)
@MustBeDocumented
public annotation class LandlordWorkflow(val name: String = "")
