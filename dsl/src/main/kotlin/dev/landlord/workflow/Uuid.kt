package dev.landlord.workflow

import java.util.UUID

/**
 * A new UUID that is the same on every replay: what makes a call idempotent, or names a thing
 * before it exists. Journal: nothing, it is derived from the invocation's id and a count.
 *
 * The invocation's id is derived from service and key: runs of other keys get other UUIDs, but a
 * later run of the *same* key (after its retention, or a purge) gets the same ones. Where keys are
 * used again, mix in something of the request. And it can be computed, so it is no secret.
 */
// Suspending, though it never suspends: so that it cannot be called from outside the body.
@Suppress("RedundantSuspendModifier") public suspend fun WorkflowScope.uuid(): UUID = nextUuid()
