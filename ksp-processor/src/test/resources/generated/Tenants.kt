package acme

import dev.landlord.workflow.LandlordWorkflow
import dev.landlord.workflow.approval
import dev.landlord.workflow.landlordWorkflow
import dev.landlord.workflow.promise
import dev.landlord.workflow.query
import dev.landlord.workflow.signal
import dev.landlord.workflow.step
import kotlin.time.Duration.Companion.days
import kotlin.time.Duration.Companion.hours
import kotlinx.serialization.Serializable

@Serializable data class ProvisionRequest(val tenant: String, val labels: Map<String, List<Int?>> = emptyMap())

@Serializable data class Tenant(val name: String, val url: String?)

typealias Tenants = List<Tenant?>

@Serializable data class Budget(val size: Int)

open class Audited {
    /** Legal has a look. */
    val legal by approval<Unit>(within = 30.days)
}

/** Provisions a tenant: `database`, then $page. */
@LandlordWorkflow
class ProvisionTenant : Audited() {
    val notADefinition = "ignored"

    /** The budget, from finance: at most "a lot" of $. */
    val finance by approval<Budget>(within = 3.days) { fourEyes() }
    val resized by signal<List<Int?>>()
    val pinged by signal<Unit>()
    val progress by query<Tenant?>()
    val ready by promise<Tenant>()
    val left by promise<Unit>()

    val workflow = landlordWorkflow<ProvisionRequest, Tenants> { request ->
        listOf(step("create") { Tenant(request.tenant, null) })
    }
}

@LandlordWorkflow("acme.greeting")
val greeting = landlordWorkflow<String?, String> { name -> "hello $name" }

class NestedHolder {
    @LandlordWorkflow
    class Ping {
        val workflow = landlordWorkflow<Int, Int> { it }
    }
}

@LandlordWorkflow val nothing = landlordWorkflow<Unit, Unit> { step("nothing") {} }

@LandlordWorkflow val patient = landlordWorkflow<Unit, Unit>(maxAttemptDuration = 3.hours) { step("dig") {} }

typealias Many<T> = Map<String, List<T>>

typealias Definition<T> = dev.landlord.workflow.WorkflowDefinition<T, String>

typealias Durable = LandlordWorkflow

@Durable val definition: Definition<Many<ArrayList<Tenant>>> = landlordWorkflow { it.toString() }

@Serializable class Box<T>(val content: T)

@LandlordWorkflow val boxed = landlordWorkflow<Box<out Int>, Box<List<Box<out String>>>> { Box(listOf(Box("${it.content}"))) }

@Serializable class Void

/** In `C:\users`, `{`, `*\/` and {@link}: 1 < 2 & @nobody, \u0041. */
@LandlordWorkflow
class Odd {
    val override by signal<Void>()
    val nothings by signal<List<Unit>>()
    val perhaps by query<Unit?>()
    val workflow = landlordWorkflow<Unit?, List<Unit?>> { listOf(it) }
}

/** Times and a JDK's values cross over to Java as it has them. */
@LandlordWorkflow
class Timed {
    val due by signal<java.time.LocalDate>()
    val pause by signal<kotlin.time.Duration>()
    val seen by query<kotlin.time.Instant>()
    val late by promise<kotlin.time.Duration>()
    val extended by approval<kotlin.time.Duration>()
    val workflow = landlordWorkflow<Set<Long>, Boolean> { true }
}

@LandlordWorkflow val hashed = landlordWorkflow<HashMap<String, Int>, ArrayList<String>> { ArrayList(it.keys) }
