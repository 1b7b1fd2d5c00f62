package dev.landlord.workflow.restate

import dev.landlord.workflow.engine.InternalEngineApi
import dev.restate.sdk.kotlin.HandlerRunner
import io.vertx.core.Context
import kotlin.coroutines.CoroutineContext
import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.Dispatchers

/**
 * Starts a handler on the event loop that has received its request; code that comes from another
 * thread runs where the SDK would run it.
 */
@InternalEngineApi
public object ReceivingThread : CoroutineDispatcher() {
    /** The options with which the SDK runs a handler so. */
    @JvmField public val OPTIONS: HandlerRunner.Options = HandlerRunner.Options(this)

    override fun isDispatchNeeded(context: CoroutineContext): Boolean =
        !Context.isOnEventLoopThread()

    override fun dispatch(context: CoroutineContext, block: Runnable): Unit =
        Dispatchers.Default.dispatch(context, block)
}
