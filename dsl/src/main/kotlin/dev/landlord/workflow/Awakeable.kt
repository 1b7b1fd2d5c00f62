package dev.landlord.workflow

import kotlin.reflect.typeOf
import kotlinx.serialization.serializer

/**
 * A callback: another system resolves it over HTTP with a [T], once. Created by [awakeable];
 * `payment.await()` waits for the value.
 *
 * The [id] is an address and not a credential: every caller who knows the key of the run can
 * compute the id and resolve it with any value. So check the value, or ask the sender again in a
 * step. For a decision of a person use an [approval].
 */
public class Awakeable<T>
internal constructor(
    /** `POST /restate/awakeables/<id>/resolve` with the JSON of a [T] at Restate's ingress. */
    public val id: String,
    internal val awaited: suspend WorkflowScope.() -> T,
)

/**
 * Creates an [Awakeable]. Suspends briefly. Journal: nothing now; one entry when the awakeable is
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
