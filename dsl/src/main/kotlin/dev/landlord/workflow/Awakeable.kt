package dev.landlord.workflow

import kotlin.reflect.typeOf
import kotlinx.serialization.serializer

/**
 * Something that another system resolves over HTTP with a [T], once: a callback. Made by
 * [awakeable]; `payment.await()` waits for it.
 *
 * Its [id] is an address and not a credential: whoever knows the key of the run can compute it, and
 * resolve it with anything. So check what arrives, or ask the sender again in a step. What a person
 * decides is an [approval].
 */
public class Awakeable<T>
internal constructor(
    /** `POST /restate/awakeables/<id>/resolve` with the JSON of a [T] at Restate's ingress. */
    public val id: String,
    internal val awaited: suspend WorkflowScope.() -> T,
)

/**
 * Makes an [Awakeable]. Suspends, but never for long. Journal: nothing now; one entry when it is
 * resolved, which is kept until the body waits for it.
 *
 * ```
 * val payment = awakeable<Payment>()
 * step("ask for payment") { bank.ask(amount, callback = payment.id) }
 * val paid = withTimeout(3.days) { payment.await() }
 * ```
 *
 * @param T must be serialisable by kotlinx.serialization, a Java class (which Jackson writes), or
 *   `Unit`
 * @throws IllegalArgumentException if [T] is not
 */
public suspend inline fun <reified T> WorkflowScope.awakeable(): Awakeable<T> =
    newAwakeable(resultType("awakeable", null, { typeOf<T>() }) { serializer<T>() })
