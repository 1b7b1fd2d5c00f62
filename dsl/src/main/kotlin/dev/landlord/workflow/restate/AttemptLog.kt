package dev.landlord.workflow.restate

import dev.restate.sdk.common.AbortedExecutionException
import dev.restate.sdk.common.TerminalException
import dev.restate.sdk.core.ProtocolException
import java.io.PrintStream
import java.io.PrintWriter
import kotlin.coroutines.cancellation.CancellationException
import kotlin.time.Duration
import org.apache.logging.log4j.LogManager
import org.apache.logging.log4j.Logger

/**
 * Logs a failed attempt of the run [subject] in one line: at WARN if it is retried, with its stack
 * at DEBUG. Restate receives the stack, too.
 *
 * The SDK logs each failure that it is handed, with the stack. So it is handed the failure without
 * a stack; and where its log shows that, there is no line here.
 */
internal class AttemptLog(private val subject: String) {
    /** Runs [block] and reports its failure. */
    inline fun <T> report(block: () -> T): T =
        try {
            block()
        } catch (failure: Throwable) {
            throw reported(failure)
        }

    /** Logs [failure]; returns what the SDK receives instead. */
    fun reported(failure: Throwable): Throwable =
        if (failure is TerminalException) failure.withoutStack(subject)
        else retriedByRestate(failure)

    /** Logs that Restate will retry after [failure]; returns what the SDK is handed instead. */
    fun retriedByRestate(failure: Throwable): Throwable {
        if (failure.isNoFailure) return failure
        val line = line("$subject: $failure; Restate retries it")
        if (!SDK_LOGGER.isWarnEnabled) LOGGER.warn(line)
        LOGGER.debug(line, failure)
        return RetriedFailure(line, failure)
    }

    /**
     * Logs that this process tries a step again, [pause] after [failure]; Restate knows nothing.
     */
    fun retriedHere(failure: Throwable, pause: Duration) {
        val line = line("$subject: $failure; trying again after $pause")
        LOGGER.warn(line)
        LOGGER.debug(line, failure)
    }

    /** Logs that the retry policy of a step allows no attempt after [failure]. */
    fun gaveUp(failure: Throwable) {
        val line = line("$subject: $failure; its retry policy allows no further attempt")
        LOGGER.warn(line)
        LOGGER.debug(line, failure)
    }
}

/** The same for the SDK, which logs what a handler ends with; the stack is in our log at DEBUG. */
internal fun TerminalException.withoutStack(subject: String): TerminalException {
    LOGGER.debug("$subject ended with ${line("$this")}", this)
    return StacklessFailure(code, message.orEmpty())
}

/**
 * A failure that Restate retries, for the SDK: it has the text and the stack of [failure] when it
 * is sent to Restate, and is one [line] when it is logged.
 */
private class RetriedFailure(private val line: String, private val failure: Throwable) :
    RuntimeException(failure.message ?: "$failure", null, false, false) {
    override fun getLocalizedMessage(): String = line

    override fun printStackTrace(s: PrintStream) = failure.printStackTrace(s)

    override fun printStackTrace(s: PrintWriter) = failure.printStackTrace(s)
}

/**
 * The SDK ends an attempt with these when it suspends, or when the stream is gone; or knows them.
 */
private val Throwable.isNoFailure: Boolean
    get() =
        this is CancellationException ||
            this is ProtocolException ||
            generateSequence(this) { it.cause }
                .take(MAX_CAUSES)
                .any {
                    it is AbortedExecutionException
                }

/** Texts of failures come from anywhere: a line break would make another line of the log. */
private fun line(text: String): String =
    text
        .lineSequence()
        .joinToString(" ") { it.trim() }
        .let {
            if (it.length <= MAX_LINE) it else it.take(MAX_LINE) + "…"
        }

private const val MAX_LINE = 1_000

private const val MAX_CAUSES = 20

private val LOGGER: Logger = LogManager.getLogger("dev.landlord.workflow")

/** Where the SDK logs each failure of an attempt. */
private val SDK_LOGGER: Logger = LogManager.getLogger("dev.restate.sdk.core.statemachine.State")
