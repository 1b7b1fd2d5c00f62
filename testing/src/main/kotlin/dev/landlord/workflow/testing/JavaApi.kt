@file:JvmName("JavaApi")

package dev.landlord.workflow.testing

import dev.landlord.workflow.Approval
import dev.landlord.workflow.DecisionInput
import dev.landlord.workflow.Promise
import dev.landlord.workflow.Signal
import dev.landlord.workflow.WorkflowDefinition
import dev.landlord.workflow.blocking.definitionOf
import dev.landlord.workflow.body.readInput
import dev.landlord.workflow.carrier.Carriers
import dev.landlord.workflow.java.WorkflowBody
import dev.restate.common.Slice
import java.net.URI
import java.nio.file.Path
import java.time.Duration
import java.util.function.Consumer
import java.util.function.Supplier
import kotlin.time.toKotlinDuration

// The functions of the test kit that Java cannot call, for `dev.landlord.workflow.testing.java`.

/**
 * A body in Java runs on a platform thread, on every JDK: only there is it unwound at each wait,
 * and are the locks known that it holds.
 */
internal fun <I, O> definitionInTest(body: WorkflowBody<I, O>): WorkflowDefinition<I, O> =
    definitionOf(body, Carriers.PLATFORM_THREAD)

internal fun <I, O> playStory(
    body: WorkflowBody<I, O>,
    key: String,
    story: Consumer<WorkflowTest<I, O>>,
): Unit = runWorkflowTest(definitionInTest(body), key) { story.accept(this) }

internal fun answers(story: WorkflowTest<*, *>): ServiceAnswers = story.answers

internal fun advance(story: WorkflowTest<*, *>, duration: Duration): Unit =
    story.advanceBy(duration.toKotlinDuration())

internal fun <O> expectResultInJava(story: WorkflowTest<*, O>, expected: O) {
    @Suppress("UNCHECKED_CAST")
    story.expectResult(if (expected == null && story.run.result === Unit) Unit as O else expected)
}

internal fun approveWithoutValue(
    actor: ExternalActor,
    approval: Approval<Void?>,
    input: DecisionInput,
    headers: Map<String, String>,
) {
    @Suppress("UNCHECKED_CAST") actor.approve(approval as Approval<Unit>, input, headers)
}

internal fun sendWithoutValue(actor: ExternalActor, signal: Signal<Void?>) {
    @Suppress("UNCHECKED_CAST") actor.send(signal as Signal<Unit>, Unit)
}

internal fun completeWithoutValue(actor: ExternalActor, promise: Promise<Void?>) {
    @Suppress("UNCHECKED_CAST") actor.complete(promise as Promise<Unit>, Unit)
}

/** `Void` in Java has `null` only, where Kotlin has `Unit`. */
internal fun <T> readInJava(actor: ExternalActor, promise: Promise<T>): T? =
    actor.read(promise).takeIf { it !== Unit }

/** @param json more inputs, as the failure of a check prints them */
internal fun <I, O> checkReplaysInJava(
    inputs: List<I>,
    json: List<String>,
    options: ReplayOptions,
    body: Supplier<WorkflowBody<I, O>>,
) {
    val definition = { definitionInTest(body.get()) }
    val read =
        if (json.isEmpty()) emptyList()
        else definition().let { workflow -> json.map { workflow.readInput(Slice.wrap(it)) } }
    checkReplayDeterminism(inputs + read, options, definition)
}

internal fun checkGoldenJournalsInJava(files: Path, body: Supplier<out WorkflowBody<*, *>>): Unit =
    checkGoldenJournals(files) { anyDefinition(body.get()) }

internal fun liveReplayInJava(
    adminUrl: URI,
    service: String,
    saveTo: Path?,
    acceptedDefaults: Set<String>,
    body: Supplier<out WorkflowBody<*, *>>,
): ReplayReport =
    landlordReplay(adminUrl, service, saveTo, acceptedDefaults) { anyDefinition(body.get()) }

@Suppress("UNCHECKED_CAST")
private fun anyDefinition(body: WorkflowBody<*, *>): WorkflowDefinition<*, *> =
    definitionInTest(body as WorkflowBody<Any?, Any?>)
