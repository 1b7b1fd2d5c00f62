package dev.landlord.workflow.contract

import dev.landlord.workflow.AlreadyDecided
import dev.landlord.workflow.Approval
import dev.landlord.workflow.ApprovalInput
import dev.landlord.workflow.ApprovalOutcome
import dev.landlord.workflow.Approved
import dev.landlord.workflow.BusinessFailure
import dev.landlord.workflow.DecisionInput
import dev.landlord.workflow.DecisionKeys
import dev.landlord.workflow.PendingApproval
import dev.landlord.workflow.WorkflowScope
import dev.landlord.workflow.awaitApproval
import dev.landlord.workflow.awaitDecision
import dev.landlord.workflow.awaitSignal
import dev.landlord.workflow.landlordWorkflow
import dev.landlord.workflow.remindEvery
import io.kotest.core.spec.style.funSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import java.util.Base64
import java.util.concurrent.CopyOnWriteArrayList
import javax.crypto.Mac
import javax.crypto.spec.SecretKeySpec
import kotlin.time.Duration.Companion.hours
import kotlin.time.Duration.Companion.seconds

private const val OLD_KEY = "old:b2xkIG9sZCBvbGQgb2xkIG9sZCBvbGQgb2xkIG9sZCE="
private const val KEY = "new:bmV3IG5ldyBuZXcgbmV3IG5ldyBuZXcgbmV3IG5ldyE="
private val KEYS = DecisionKeys.of(KEY, OLD_KEY)

/** Decisions with and without a valid token (G6), through the handlers and by awakeable. */
fun tokenContract(runtime: () -> ContractRuntime) = funSpec {
    val on by lazy(runtime)

    test("a decision with a token is accepted through the handler") {
        val desk = Desk { tokens(KEYS) }
        val notified = Notifications()
        val outcome =
            on.play(desk, landlordWorkflow { "${ask(desk.finance, notified)}" }) {
                val token = notified.first(this).token("alice")
                approve("alice", 5) shouldBe
                    Answer(
                        403,
                        "token: expected a decision token, which finance requires, found none",
                    )
                reject("alice").code shouldBe 403
                approve(ApprovalInput("alice", 5, token = token)).code shouldBe 200
            }
        outcome.result shouldBe "5"
        outcome.journal shouldContainExactly listOf("approval finance", "ask finance")
    }

    test("a decision with a token is accepted through the awakeable") {
        val desk = Desk { tokens(KEYS) }
        val notified = Notifications()
        val outcome =
            on.play(desk, landlordWorkflow { "${ask(desk.finance, notified)}" }) {
                val pending = notified.first(this)
                val token = pending.token("alice")
                resolve(
                    pending.id,
                    """{"decision":"approved","actor":"alice","value":5,"reason":"why not","token":"$token"}""",
                )
            }
        outcome.result shouldBe "5"
        outcome.journal shouldContainExactly
            listOf("approval finance", "ask finance", "check finance")
        val status = outcome.status.approvals.single()
        status.outcome shouldBe ApprovalOutcome.APPROVED
        status.actor shouldBe "alice"
        status.reason shouldBe "why not"
    }

    test("a rejection with a token is accepted through the awakeable") {
        val desk = Desk { tokens(KEYS) }
        val notified = Notifications()
        val outcome =
            on.play(desk, landlordWorkflow { "${ask(desk.finance, notified)}" }) {
                val pending = notified.first(this)
                val token = pending.token("alice")
                resolve(pending.id, """{"decision":"rejected","actor":"alice","token":"$token"}""")
            }
        outcome.message.orEmpty() shouldContain "finance was rejected by alice"
    }

    test("an awakeable value without a valid token is refused, and the request is renewed") {
        val desk = Desk { tokens(KEYS) }
        val notified = Notifications()
        val outcome =
            on.play(desk, landlordWorkflow { "${ask(desk.finance, notified)}" }) {
                notified.first(this)
                val garbage =
                    listOf(
                        "\"approved\"",
                        """{"decision":"approved","actor":"mallory","value":5}""",
                        """{"decision":"approved","actor":"mallory","value":5,"token":"a.b.c"}""",
                    )
                garbage.forEachIndexed { index, json ->
                    resolve(awakeableId(index), json)
                    eventually("status lists refusal ${index + 1}") {
                        status().approvals.single().refused.size == index + 1
                    }
                }
                status().approvals.single().awakeableId shouldBe null
                notified.all.map { it.id } shouldContainExactly List(3) { awakeableId(it) }
                // No request waits for the fourth awakeable.
                resolve(awakeableId(3), garbage[1])
                val token = notified.all.first().token("alice")
                approve(ApprovalInput("alice", 5, token = token)).code shouldBe 200
            }
        outcome.result shouldBe "5"
        outcome.status.approvals.single().refused.map { it.reason.take(30) } shouldContainExactly
            listOf(
                """expected {"decision": "approved" or "rejected", "actor": …, "token": …}"""
                    .take(30),
                "token: expected a decision token, which finance requires".take(30),
                "token: expected a token for this decision, found another text".take(30),
            )
    }

    test("an awakeable that was resolved before its creation decides nothing") {
        val desk = Desk { tokens(KEYS) }
        val notified = Notifications()
        val outcome =
            on.play(
                desk,
                landlordWorkflow {
                    awaitSignal(desk.resized)
                    "${ask(desk.finance, notified)}"
                },
            ) {
                eventually("the run exists") { progress().code == 404 && status().undo.isEmpty() }
                resolve(awakeableId(0), """{"decision":"approved","actor":"mallory","value":5}""")
                send("ask")
                eventually("status lists the refusal") {
                    status().approvals.singleOrNull()?.refused?.size == 1
                }
                val pending = notified.latest(this, 2)
                pending.id shouldBe awakeableId(1)
                val token = pending.token("alice")
                resolve(
                    pending.id,
                    """{"decision":"approved","actor":"alice","value":7,"token":"$token"}""",
                )
            }
        outcome.result shouldBe "7"
    }

    test("without keys a value for an awakeable id is ignored") {
        val desk = Desk()
        val notified = Notifications()
        val outcome =
            on.play(desk, landlordWorkflow { "${ask(desk.finance, notified)}" }) {
                val pending = notified.first(this)
                resolve(pending.id, """{"decision":"approved","actor":"mallory","value":5}""")
                status().approvals.single().awakeableId shouldBe null
                approve("alice", 7).code shouldBe 200
            }
        outcome.result shouldBe "7"
        outcome.status.approvals.single().refused.size shouldBe 0
        notified.all.size shouldBe 1
    }

    test("rejects a token for another actor, request, approval or subject, and a missing one") {
        val desk = Desk { tokens(KEYS) }
        val notified = Notifications()
        val outcome =
            on.play(
                desk,
                landlordWorkflow {
                    val first = awaitDecision(desk.finance) { notified += it }
                    val second =
                        awaitDecision(desk.finance.request(subject = "chairs")) { notified += it }
                    "${(first as Approved).value} ${(second as Approved).value}"
                },
            ) {
                val old = notified.first(this).token("alice")
                approve(ApprovalInput("bob", 1, token = old)) shouldBe
                    Answer(
                        403,
                        "token: expected a token for this decision, found one for another actor",
                    )
                approve(ApprovalInput("alice", 1, token = old)).code shouldBe 200
                val pending = notified.latest(this, 2)
                awaitPending(request = 2)
                approve(ApprovalInput("alice", 1, token = old)).text shouldContain "\"request\":1"
                approve(ApprovalInput("alice", 2, token = old)).code shouldBe 409
                approve(ApprovalInput("alice", 1, token = old, request = 2)).code shouldBe 410
                approveLegal(DecisionInput("alice", token = pending.token("alice"))).code shouldBe
                    404
                for (bad in listOf("", ".", "..", "a.b.c", "new.e30.AAAA", "x".repeat(100_000))) {
                    approve(ApprovalInput("alice", 2, token = bad)) shouldBe
                        Answer(
                            403,
                            "token: expected a token for this decision, found another text",
                        )
                }
                status().approvals.last().outcome shouldBe ApprovalOutcome.PENDING
                approve(ApprovalInput("alice", 2, token = pending.token("alice"))).code shouldBe 200
            }
        outcome.result shouldBe "1 2"
    }

    test("rejects a token with any flipped bit") {
        val desk = Desk { tokens(KEYS) }
        val notified = Notifications()
        val outcome =
            on.play(desk, landlordWorkflow { "${ask(desk.finance, notified)}" }) {
                val token = notified.first(this).token("alice")
                // Every character once; the last one, of whose bits Base64 drops two, in all ways.
                val altered =
                    token.indices.map { token.replaceRange(it, it + 1, other(token[it])) } +
                        BASE64.filter { it != token.last() }.map { token.dropLast(1) + it } +
                        (token + "=") +
                        "$token.x" +
                        " $token"
                for (bad in altered) {
                    approve(ApprovalInput("alice", 5, token = bad)).code shouldBe 403
                }
                approve(ApprovalInput("alice", 5, token = token)).code shouldBe 200
            }
        outcome.result shouldBe "5"
    }

    test("an expired token is refused with 410, and a new one is accepted") {
        val desk = Desk { tokens(KEYS) }
        val notified = Notifications()
        val outcome =
            on.play(desk, landlordWorkflow { "${ask(desk.finance, notified)}" }) {
                val pending = notified.first(this)
                val short = expired(pending.token("alice"))
                val late = approve(ApprovalInput("alice", 5, token = short))
                late.code shouldBe 410
                late.text shouldContain "token: it expired at"
                approve(ApprovalInput("alice", 5, token = pending.token("alice", 1.hours)))
                    .code shouldBe 200
                // Fault 1: once there is a decision, every answer names it.
                approve(ApprovalInput("alice", 5, token = short)).code shouldBe 200
                val other = approve(ApprovalInput("alice", 6, token = short))
                other.code shouldBe 409
                (BusinessFailure.from(other.text) as AlreadyDecided).first.actor shouldBe "alice"
            }
        outcome.result shouldBe "5"
    }

    test("fault 45: a token that a reminder signs again is valid from that time") {
        val desk = Desk { tokens(KEYS) }
        val notified = Notifications()
        val expiries = CopyOnWriteArrayList<Long>()
        val every = remindEvery(1.seconds) { expiries += expiry(it.token("alice", 1.hours)) }
        val outcome =
            on.play(
                desk,
                landlordWorkflow {
                    val value =
                        awaitApproval(desk.finance.request(reminder = every)) {
                            notified += it
                            expiries += expiry(it.token("alice", 1.hours))
                        }
                    "$value"
                },
            ) {
                val pending = notified.first(this)
                pass(1.seconds)
                eventually("the approver is reminded") { expiries.size > 1 }
                val later = expiries[1] - expiries[0]
                (later >= 1.seconds.inWholeMilliseconds) shouldBe true
                approve(ApprovalInput("alice", 5, token = pending.token("alice"))).code shouldBe 200
            }
        outcome.result shouldBe "5"
    }

    test("the requester cannot decide with a token, through the handler or the awakeable") {
        val desk = Desk {
            tokens(KEYS)
            fourEyes()
        }
        val notified = Notifications()
        val outcome =
            on.play(
                desk,
                landlordWorkflow {
                    "${awaitApproval(desk.finance.request(requestedBy = "bob")) { notified += it }}"
                },
            ) {
                val pending = notified.first(this)
                val bobs = pending.token("bob")
                val refused = approve(ApprovalInput("bob", 5, token = bobs))
                refused shouldBe
                    Answer(403, "bob requested finance, and therefore cannot decide on it")
                resolve(
                    pending.id,
                    """{"decision":"approved","actor":"bob","value":5,"token":"$bobs"}""",
                )
                eventually("status lists the refusal") {
                    status().approvals.single().refused.singleOrNull()?.reason == refused.text
                }
                approve(ApprovalInput("alice", 5, token = pending.token("alice"))).code shouldBe 200
            }
        outcome.result shouldBe "5"
    }

    test("tokens of an old key are valid while it is listed; new ones use the first key") {
        val before = Desk { tokens(DecisionKeys.of(OLD_KEY)) }
        val desk = Desk { tokens(KEYS) }
        val after = Desk { tokens(DecisionKeys.of(KEY)) }
        val notified = Notifications()
        val outcome =
            on.play(
                desk,
                landlordWorkflow {
                    val first = awaitApproval(before.finance) { notified += it }
                    val second = awaitApproval(after.finance) { notified += it }
                    "$first $second"
                },
            ) {
                val old = notified.first(this).token("alice")
                old.substringBefore('.') shouldBe "old"
                approve(ApprovalInput("alice", 1, token = old)).code shouldBe 200
                val new = notified.latest(this, 2).token("alice")
                new.substringBefore('.') shouldBe "new"
                approve(ApprovalInput("alice", 2, token = new)).code shouldBe 200
            }
        outcome.result shouldBe "1 2"
    }
}

private suspend fun WorkflowScope.ask(approval: Approval<Int>, notified: Notifications): Int =
    awaitApproval(approval) { notified += it }

/** The requests that the notification block received. */
private class Notifications {
    val all = CopyOnWriteArrayList<PendingApproval>()

    operator fun plusAssign(pending: PendingApproval) {
        all += pending
    }

    suspend fun first(play: Play) = latest(play, 1)

    suspend fun latest(play: Play, count: Int): PendingApproval {
        play.eventually("the approver is notified $count times") { all.size == count }
        return all.last()
    }
}

private const val BASE64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"

/** The time in the claims of [token], in milliseconds. */
private fun expiry(token: String): Long =
    checkNotNull(EXPIRY.find(claims(token))).groupValues[1].toLong()

/** [token] with an expiry in the past. */
private fun expired(token: String): String {
    val claims = claims(token).replace(EXPIRY, "\"exp\":1000")
    val signed = "${token.substringBefore('.')}.${encode(claims.toByteArray())}"
    val secret = Base64.getDecoder().decode(KEY.substringAfter(':'))
    val mac = Mac.getInstance("HmacSHA256").apply { init(SecretKeySpec(secret, "HmacSHA256")) }
    return "$signed.${encode(mac.doFinal(signed.toByteArray()))}"
}

private fun claims(token: String) =
    Base64.getUrlDecoder().decode(token.split('.')[1]).decodeToString()

private fun encode(bytes: ByteArray) = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes)

private val EXPIRY = Regex("\"exp\":(\\d+)")

private fun other(char: Char) = if (char == 'A') "B" else "A"
