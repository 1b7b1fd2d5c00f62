package acme.types

import dev.landlord.workflow.LandlordWorkflow
import dev.landlord.workflow.approval
import dev.landlord.workflow.landlordWorkflow
import dev.landlord.workflow.promise
import dev.landlord.workflow.query
import dev.landlord.workflow.signal

@LandlordWorkflow
class Types {
    val p0 by signal<Object>()
    val p1 by query<List>()
    val p2 by promise<Int>()
    val p3 by approval<Duration>()
    val p4 by signal<Request>()
    val p5 by query<Payload>()
    val p6 by promise<Signal>()
    val p7 by approval<Approval>()
    val p8 by signal<Shared>()
    val p9 by query<Workflow>()
    val p10 by promise<WorkflowContext>()
    val p11 by approval<Run>()
    val p12 by signal<Submission>()
    val p13 by query<Override>()
    val p14 by promise<Optional>()
    val p15 by approval<CompletableFuture>()
    val p16 by signal<JvmField>()
    val p17 by query<AutoCloseable>()
    val p18 by promise<WorkflowService>()
    val p19 by approval<RunClient>()
    val p20 by signal<Serde>()
    val p21 by query<Context>()
    val p22 by promise<Requests>()
    val p23 by approval<Metadata>()
    val p24 by signal<Companion>()
    val p25 by query<Deprecated>()
    val p26 by promise<Array>()
    val p27 by signal<Scope>()
    val p28 by query<RunRequests>()
    val p29 by promise<ClientConnection>()
    val u by signal<kotlin.Unit>()
    val d by signal<kotlin.time.Duration>()
    val l by approval<kotlin.collections.List<kotlin.Int?>>()
    val workflow = landlordWorkflow<Object, List> { List() }
}
