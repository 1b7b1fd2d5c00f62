package dev.landlord.workflow.testing.memory

import java.lang.StackWalker.StackFrame

/**
 * The calls of the body on this thread, the innermost first. Omits the calls of the test kit, and
 * those that led to the body; it does not look at these, because they are many.
 */
internal fun callsOfBody(): List<StackTraceElement> =
    StackWalker.getInstance().walk { frames ->
        frames
            .dropWhile { it.className != BODY_SCOPE }
            .takeWhile { !it.resumesBody() }
            .map(StackFrame::toStackTraceElement)
            .toList()
    }

private fun StackFrame.resumesBody() = className == BODY_SCOPE && methodName == "resume"

private const val BODY_SCOPE = "dev.landlord.workflow.body.BodyScope"
