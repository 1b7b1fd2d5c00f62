@file:OptIn(InternalEngineApi::class)

package dev.landlord.workflow.approval

import dev.landlord.workflow.ApprovalOutcome
import dev.landlord.workflow.ApprovalStatus
import dev.landlord.workflow.DecisionKeys
import dev.landlord.workflow.client.token
import dev.landlord.workflow.engine.InternalEngineApi
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldNotContain
import java.time.Duration
import java.time.Instant

/** Each value that a token is bound to. */
class DecisionTokenTest :
    FunSpec({
        val keys = DecisionKeys.of("new:bmV3IG5ldyBuZXcgbmV3IG5ldyBuZXcgbmV3IG5ldyE=")
        val at = Instant.parse("2026-11-21T09:00:00.123Z")
        val minute = at.plusSeconds(60)

        fun key(
            run: String = "inv_1",
            approval: String = "finance",
            request: Int = 2,
            requestedAt: Instant = at,
            subject: String? = "chairs",
            expiresAt: Instant? = minute,
        ) =
            RequestKey(
                run,
                approval,
                request,
                RequestRecord(requestedAt, expiresAt, subject = subject),
            )

        val key = key()
        val open = key(expiresAt = null)
        val token = DecisionToken.sign(keys, key, "alice", null, at)
        val leeway = DecisionToken.LEEWAY

        fun refusal(
            key: RequestKey,
            actor: String = "alice",
            now: Instant = at,
            of: String = token,
        ) = DecisionToken.refusal(keys, of, key, actor, now)?.let { it.code to it.message }

        test("a token is valid for its request and its actor, until it expires") {
            refusal(key) shouldBe null
            refusal(key, now = minute + leeway.minusMillis(1)) shouldBe null
            refusal(key, now = minute + leeway) shouldBe
                (410 to "token: it expired at 2026-11-21T09:01:00.123Z")
        }

        test("rejects a token for another run, approval, actor, request, key life or subject") {
            fun forbidden(other: String) =
                403 to "token: expected a token for this decision, found one for another $other"
            val old =
                410 to
                    "token: expected a token for request 2 of finance, found one for an earlier " +
                        "request"
            refusal(key(run = "inv_2")) shouldBe forbidden("run")
            refusal(key(approval = "legal")) shouldBe forbidden("approval")
            refusal(key, actor = "bob") shouldBe forbidden("actor")
            refusal(key, actor = "Alice") shouldBe forbidden("actor")
            refusal(key(requestedAt = at.plusMillis(1))) shouldBe old
            refusal(key(subject = "a yacht")) shouldBe forbidden("subject")
            refusal(key(subject = null)) shouldBe forbidden("subject")
            refusal(key(request = 3))?.first shouldBe 410
        }

        test("a token that the holder of the keys signs is one for the same request and actor") {
            fun status(expiresAt: Instant? = null) =
                ApprovalStatus(
                    "finance",
                    2,
                    ApprovalOutcome.PENDING,
                    at,
                    expiresAt,
                    "bob",
                    "chairs",
                )
            val signed = keys.token("inv_1", status(), "alice", Duration.ofMinutes(5))
            val now = Instant.now()
            refusal(open, now = now, of = signed) shouldBe null
            refusal(open, now = now, actor = "bob", of = signed)?.first shouldBe 403
            refusal(key(run = "inv_2"), now = now, of = signed)?.first shouldBe 403
            refusal(key(subject = "a yacht"), now = now, of = signed)?.first shouldBe 403
            refusal(key(request = 3), now = now, of = signed)?.first shouldBe 410
            val later = now + Duration.ofMinutes(5) + leeway
            refusal(open, now = later, of = signed)?.first shouldBe 410
            // Whether the request times out changes nothing.
            val timed = keys.token("inv_1", status(minute), "alice", Duration.ofMinutes(5))
            refusal(key, now = now, of = timed) shouldBe null
            for (wrong in listOf("", " ", "a\u0000", "a".repeat(257))) {
                shouldThrow<IllegalArgumentException> {
                    keys.token("inv_1", status(), wrong, Duration.ofMinutes(5))
                }
            }
            shouldThrow<IllegalArgumentException> {
                keys.token("inv_1", status(), "alice", Duration.ZERO)
            }
        }

        test("rejects a token of a removed key") {
            val others = DecisionKeys.of("new:b2xkIG9sZCBvbGQgb2xkIG9sZCBvbGQgb2xkIG9sZCE=")
            DecisionToken.refusal(others, token, key, "alice", at)?.code shouldBe 403
            DecisionToken.request(others, token, "inv_1", "finance") shouldBe null
            DecisionToken.request(keys, token, "inv_1", "finance") shouldBe 2
        }

        test("without a deadline a token is valid for thirty days, or as long as requested") {
            val month = DecisionToken.sign(keys, open, "alice", null, at)
            val end = at + Duration.ofDays(30) + leeway
            refusal(key, now = end.minusMillis(1), of = month) shouldBe null
            refusal(key, now = end, of = month)?.first shouldBe 410
            val brief = DecisionToken.sign(keys, open, "alice", Duration.ofSeconds(1), at)
            refusal(key, now = at.plusSeconds(1) + leeway, of = brief)?.first shouldBe 410
            for (wrong in listOf(Duration.ZERO, Duration.ofDays(-1), Duration.ofDays(100_000))) {
                shouldThrow<IllegalArgumentException> {
                        DecisionToken.sign(keys, open, "alice", wrong, at)
                    }
                    .message
                    .orEmpty() shouldContain
                    "[LW116] token(validFor = $wrong): expected a positive duration of at most "
            }
            // The longest name makes a token that is accepted.
            val name = "é".repeat(256)
            refusal(key, name, of = DecisionToken.sign(keys, open, name, null, at)) shouldBe null
        }

        test("fault 45: a token that is signed again later is valid from that time") {
            val later = at + Duration.ofDays(31)
            for (validFor in listOf(null, Duration.ofDays(2))) {
                val again = DecisionToken.sign(keys, open, "alice", validFor, later)
                refusal(open, now = later, of = again) shouldBe null
                refusal(open, now = later + Duration.ofDays(1), of = again) shouldBe null
            }
        }

        test("fault 45: a clock that differs by less than the leeway accepts a new token") {
            val brief = DecisionToken.sign(keys, open, "alice", Duration.ofSeconds(30), at)
            for (minutes in listOf(-60L, -5L, 0L, 5L)) {
                refusal(open, now = at + Duration.ofMinutes(minutes), of = brief) shouldBe null
            }
            refusal(open, now = at + Duration.ofMinutes(6), of = brief)?.first shouldBe 410
        }

        test("invalid keys are reported without their secret") {
            val secret = "bmV3IG5ldyBuZXcgbmV3IG5ldyBuZXcgbmV3IG5ldyE="
            val problems =
                mapOf(
                    "" to "none",
                    secret to "no id of letters, digits, '-' and '_' before key 1",
                    "a b:$secret" to "no id of letters, digits, '-' and '_' before key 1",
                    "k:###" to "k is not Base64",
                    "k:c2hvcnQ=" to "k has only 5 bytes",
                    "k:$secret,k:$secret" to "k twice",
                )
            for ((given, found) in problems) {
                val message =
                    shouldThrow<IllegalArgumentException> { DecisionKeys.of(given) }
                        .message
                        .orEmpty()
                message shouldContain "found $found"
                message shouldNotContain secret
            }
            shouldThrow<IllegalArgumentException> { DecisionKeys.of(null) }
                .message
                .orEmpty() shouldContain "[LW119] DecisionKeys.of(…): expected keys"
            DecisionKeys.of("a:$secret, b:$secret").toString() shouldBe "DecisionKeys(a, b)"
        }
    })
