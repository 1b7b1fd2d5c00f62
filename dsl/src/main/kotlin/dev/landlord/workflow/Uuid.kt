package dev.landlord.workflow

import java.util.UUID

/**
 * A new UUID that is the same on every replay: what makes a call idempotent, or names a thing
 * before it exists. Journal: nothing, it is derived from the invocation's id and a count.
 *
 * It can be computed by whoever knows the invocation's id, so it is no secret.
 */
// Suspending, though it never suspends: so that it cannot be called from outside the body.
@Suppress("RedundantSuspendModifier") public suspend fun WorkflowScope.uuid(): UUID = nextUuid()
