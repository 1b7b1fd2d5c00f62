package dev.landlord.workflow

import java.util.UUID

/**
 * Returns a new UUID that is the same on every replay, for an idempotency key or as the name of a
 * resource before it exists. Does not suspend. Journal: nothing; the UUID is derived from the id of
 * the invocation and a counter.
 *
 * The id of the invocation is derived from service and key: runs with other keys get other UUIDs,
 * but a later run with the *same* key (after its retention, or a purge) gets the same UUIDs. If
 * keys are reused, add a part of the request. A UUID can be computed, so do not use it as a secret.
 */
// Marked as suspending, although it never suspends, so that only a body can call it.
@Suppress("RedundantSuspendModifier") public suspend fun WorkflowScope.uuid(): UUID = nextUuid()
