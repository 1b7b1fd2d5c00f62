package dev.landlord.workflow

import dev.restate.sdk.common.TerminalException
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldStartWith
import java.time.Duration as JavaDuration
import kotlin.time.Duration
import kotlin.time.Duration.Companion.days
import kotlin.time.Duration.Companion.hours
import kotlin.time.Duration.Companion.milliseconds
import kotlin.time.toJavaDuration

class DecisionRequestTest :
    FunSpec({
        val finance = Office().finance

        test("a request has nothing that is not stated") {
            val request = finance.request()
            request.subject shouldBe null
            request.requestedBy shouldBe null
            request.within shouldBe null
            request.reminder shouldBe null
        }

        test("Java adds a subject, a requester and a deadline, and keeps the reminder") {
            val daily = remindEvery(1.days) {}
            val request = RequestFromJava.request(finance, JavaDuration.ofHours(2))
            request.approval shouldBe finance
            request.subject shouldBe "5 chairs"
            request.requestedBy shouldBe "bob"
            request.within shouldBe 2.hours

            val original = finance.request("1 chair", reminder = daily)
            original.within(JavaDuration.ofHours(2)).reminder shouldBe daily
            original.withSubject("a yacht").reminder shouldBe daily
            original.subject shouldBe "1 chair"
        }

        test("a deadline out of range is refused, from Kotlin and from Java") {
            for (within in listOf(Duration.ZERO, (-1).milliseconds, 36_501.days)) {
                val refused =
                    listOf(
                        shouldThrow<IllegalArgumentException> { finance.request(within = within) },
                        shouldThrow<IllegalArgumentException> {
                            RequestFromJava.request(finance, within.toJavaDuration())
                        },
                    )
                refused.forEach {
                    it.message.orEmpty() shouldStartWith
                        "[LW116] the request of finance, within = $within: expected a positive duration " +
                            "of at most 36500 days. Leave it out for the duration that the " +
                            "approval declares."
                }
            }
        }

        test("a text that is too long for Restate is a terminal failure") {
            val long = "y".repeat(65_537)
            shouldThrow<TerminalException> { finance.request(subject = long) }
                .message
                .orEmpty() shouldStartWith
                "[LW172] finance.request(subject = …): expected at most 65536 characters, found 65537"
            shouldThrow<TerminalException> { finance.request().withRequestedBy(long) }
                .message
                .orEmpty() shouldStartWith
                "[LW172] finance.request(requestedBy = …): expected at most 65536 characters"
        }
    })

private class Office {
    val finance by approval<Int>()
}
