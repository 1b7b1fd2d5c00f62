package dev.landlord.workflow.restate

import dev.landlord.workflow.Approval
import dev.landlord.workflow.ApprovalInput
import dev.landlord.workflow.ApprovalStatus
import dev.landlord.workflow.DecisionInput
import dev.landlord.workflow.GeneratedCodeApi
import dev.landlord.workflow.Promise
import dev.landlord.workflow.Query
import dev.landlord.workflow.Signal
import dev.landlord.workflow.WorkflowDefinition
import dev.landlord.workflow.WorkflowStatus
import dev.landlord.workflow.blocking.definitionOf
import dev.landlord.workflow.java.WorkflowBody
import dev.landlord.workflow.kotlinType
import dev.restate.sdk.endpoint.definition.HandlerDefinition
import dev.restate.sdk.endpoint.definition.HandlerRunner.Options
import dev.restate.sdk.endpoint.definition.HandlerType
import dev.restate.sdk.endpoint.definition.ServiceDefinition
import dev.restate.sdk.endpoint.definition.ServiceDefinition.Configurator
import dev.restate.sdk.endpoint.definition.ServiceDefinitionFactory
import dev.restate.sdk.endpoint.definition.ServiceType
import dev.restate.sdk.kotlin.HandlerRunner
import dev.restate.sdk.kotlin.SharedWorkflowContext
import dev.restate.sdk.kotlin.WorkflowContext
import dev.restate.serde.TypeRef
import kotlin.reflect.KType
import kotlin.reflect.typeOf

/**
 * The Restate service of a workflow that is written in Java. `landlord-java-processor` generates a
 * subclass for each workflow class, whose constructor adds the declarations of the class in the
 * order of the source. The service has the handlers, types and policies that the service of the
 * same workflow in Kotlin has.
 */
@GeneratedCodeApi
public abstract class JavaWorkflowService<I, O>
protected constructor(workflow: WorkflowBody<I, O>, private val name: String) :
    WorkflowService, ServiceDefinitionFactory<Any> {
    private val definition = definitionOf(workflow)
    private val approvals = ArrayList<Approval<*>>()
    private val signals = ArrayList<Signal<*>>()
    private val queries = ArrayList<Query<*>>()
    private val promises = ArrayList<Promise<*>>()
    private val handlers = ArrayList<Handler<*, *>>()
    private var documentation: String? = null
    private val handlerDocumentation = LinkedHashMap<String, String>()

    init {
        shared<Unit, WorkflowStatus>("status", UNIT, typeOf<WorkflowStatus>()) { context, _ ->
            workflowStatus(context, name)
        }
        shared<Unit, Unit>("cancel", UNIT, UNIT) { context, _ -> cancelWorkflow(context, name) }
    }

    override fun name(): String = name

    override fun definition(): WorkflowDefinition<I, O> = definition

    override fun approvals(): List<Approval<*>> = approvals

    override fun signals(): List<Signal<*>> = signals

    override fun queries(): List<Query<*>> = queries

    override fun promises(): List<Promise<*>> = promises

    /** Sets the text that Restate shows for the service. */
    protected fun documentation(text: String) {
        documentation = text
    }

    /** Sets the text that Restate shows for a handler. */
    protected fun documentation(handler: String, text: String) {
        handlerDocumentation[handler] = text
    }

    /** Adds the handlers of an approval with a value, which its input contains. */
    protected fun <T> approval(approval: Approval<T>, input: TypeRef<ApprovalInput<T>>) {
        shared<ApprovalInput<T>, ApprovalStatus>(
            handlerName("approve", approval.name),
            kotlinType(input.type),
            DECIDED,
        ) { context, decision ->
            approve(context, name, approval, decision)
        }
        rejectable(approval)
    }

    /** Adds the handlers of an approval without a value. */
    protected fun approval(approval: Approval<Void>) {
        // `Void` is Kotlin's `Unit`: no value.
        @Suppress("UNCHECKED_CAST") val withoutValue = approval as Approval<*> as Approval<Unit>
        shared<DecisionInput, ApprovalStatus>(
            handlerName("approve", approval.name),
            DECISION,
            DECIDED,
        ) { context, decision ->
            approve(context, name, withoutValue, decision)
        }
        rejectable(approval)
    }

    private fun rejectable(approval: Approval<*>) {
        approvals += approval
        shared<DecisionInput, ApprovalStatus>(
            handlerName("reject", approval.name),
            DECISION,
            DECIDED,
        ) { context, decision ->
            reject(context, name, approval, decision)
        }
    }

    /** Adds the handler of a signal. */
    protected fun <T> signal(signal: Signal<T>, type: TypeRef<T>) {
        signals += signal
        shared<T, Unit>(signal.name, kotlinType(type.type), UNIT) { context, value ->
            send(context, name, signal, value)
        }
    }

    /** Adds the handler of a query. */
    protected fun <T> query(query: Query<T>, type: TypeRef<T>) {
        queries += query
        shared<Unit, T>(query.name, UNIT, kotlinType(type.type)) { context, _ ->
            published(context, name, query)
        }
    }

    /** Adds the handlers of a promise. */
    protected fun <T> promise(promise: Promise<T>, type: TypeRef<T>) {
        promises += promise
        val value = kotlinType(type.type)
        shared<T, Unit>(handlerName("complete", promise.name), value, UNIT) { context, given ->
            complete(context, name, promise, given)
        }
        shared<Unit, T>(promise.name, UNIT, value) { context, _ -> awaited(context, name, promise) }
    }

    override fun configure(service: Configurator) {
        super.configure(service)
        documentation?.let(service::documentation)
        for ((handler, text) in handlerDocumentation) {
            service.configureHandler(handler) { it.documentation(text) }
        }
    }

    override fun create(
        serviceObject: Any,
        overrideHandlerOptions: Options?,
    ): ServiceDefinition {
        val options =
            overrideHandlerOptions as? HandlerRunner.Options ?: HandlerRunner.Options.DEFAULT
        val run =
            HandlerDefinition.of(
                "run",
                HandlerType.WORKFLOW,
                RequestSerdeFactory.of<I>(definition.input),
                RequestSerdeFactory.of<O>(definition.output),
                HandlerRunner.of(SERDES, options) { context: WorkflowContext, input: I ->
                    definition.run(context, input, this)
                },
            )
        return ServiceDefinition.of(
            name,
            ServiceType.WORKFLOW,
            listOf(run) + handlers.map { it.define(options) },
        )
    }

    override fun supports(serviceObject: Any): Boolean = serviceObject === this

    private fun <T, R> shared(
        handler: String,
        input: KType,
        output: KType,
        run: suspend (SharedWorkflowContext, T) -> R,
    ) {
        handlers += Handler(handler, input, output, run)
    }

    private class Handler<T, R>(
        private val name: String,
        private val input: KType,
        private val output: KType,
        private val run: suspend (SharedWorkflowContext, T) -> R,
    ) {
        fun define(options: HandlerRunner.Options): HandlerDefinition<T, R> =
            HandlerDefinition.of(
                name,
                HandlerType.SHARED,
                RequestSerdeFactory.of<T>(input),
                RequestSerdeFactory.of<R>(output),
                HandlerRunner.of(SERDES, options, run),
            )
    }

    private companion object {
        val SERDES = RequestSerdeFactory()
        val UNIT = typeOf<Unit>()
        val DECISION = typeOf<DecisionInput>()
        val DECIDED = typeOf<ApprovalStatus>()
    }
}
