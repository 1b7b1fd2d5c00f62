package acme.values

import dev.landlord.workflow.*
import kotlin.uuid.Uuid
import kotlinx.serialization.Serializable

@JvmInline @Serializable value class OrderId(val id: String)

@Serializable enum class Size { SMALL, LARGE }

object Api {
    @Serializable class Request(val id: OrderId) {
        @Serializable enum class Way { HERE, THERE }

        companion object {
            @Serializable class Hidden(val way: Way)
        }
    }
}

interface Contract {
    @Serializable class Terms(val text: String)
}

class Holder<T> {
    @Serializable class Held(val x: Int)
}

typealias Ids = List<OrderId>

typealias Named<T> = Map<String, T>

@LandlordWorkflow
class Values {
    val id by signal<OrderId>()
    val maybe by query<OrderId?>()
    val ids by promise<Ids>()
    val decided by approval<OrderId>()
    val count by signal<UInt>()
    val counts by query<Named<ULong>>()
    val bytes by signal<ByteArray>()
    val words by signal<Array<String>>()
    val numbers by signal<Array<Int>>()
    val size by approval<Size>()
    val way by signal<Api.Request.Way>()
    val hidden by query<Api.Request.Companion.Hidden>()
    val terms by promise<Contract.Terms>()
    val held by signal<Holder.Held>()
    val uuid by signal<Uuid>()
    val due by promise<kotlin.time.Duration?>()
    val flag by query<Boolean?>()
    val letter by signal<Char>()
    val workflow = landlordWorkflow<Api.Request, Ids> { listOf(it.id) }
}
