package dev.landlord.workflow

import dev.landlord.workflow.structure.PublicApi
import dev.landlord.workflow.structure.isFile
import dev.landlord.workflow.structure.keepsItsPublicApi
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContain
import io.kotest.matchers.maps.shouldContainExactly
import io.kotest.matchers.shouldBe
import java.lang.reflect.Method
import java.lang.reflect.Modifier
import java.time.Instant
import java.util.Optional
import kotlin.reflect.KCallable
import kotlin.reflect.KProperty
import kotlin.reflect.KVisibility
import kotlin.reflect.jvm.javaGetter
import kotlin.reflect.jvm.kotlinFunction
import kotlinx.serialization.json.Json

/** One convention for Java: a value that may be missing is an `Optional`, and never `null`. */
class OptionalForJavaTest :
    FunSpec({
        keepsItsPublicApi()

        test("fault 5: no public method visible to Java returns a nullable type") {
            val classes = publicClasses()
            classes.map { it.simpleName } shouldContain "ApprovalStatus"
            classes
                .filterNot { it in AUTHORS }
                .flatMap { type -> type.nullableMethods().map { "${type.name}.${it.name}" } }
                .sorted() shouldBe emptyList()
        }

        test("fault 5: a missing value is empty in Java and null in Kotlin") {
            val at = Instant.parse("2026-11-21T09:00:00Z")
            val open = ApprovalStatus("rent", 1, ApprovalOutcome.PENDING, at)
            ReadFromJava.of(open).values.toSet() shouldBe setOf(Optional.empty<Any>())
            open.actor shouldBe null
            val decided =
                ApprovalStatus(
                    "rent",
                    1,
                    ApprovalOutcome.APPROVED,
                    at,
                    expiresAt = at,
                    requestedBy = "bob",
                    subject = "a room",
                    awakeableId = "sign_1",
                    actor = "alice",
                    at = at,
                    reason = "cheap",
                )
            ReadFromJava.of(decided) shouldContainExactly
                mapOf(
                    "expiresAt" to Optional.of(at),
                    "at" to Optional.of(at),
                    "actor" to Optional.of("alice"),
                    "subject" to Optional.of("a room"),
                    "requestedBy" to Optional.of("bob"),
                    "awakeableId" to Optional.of("sign_1"),
                    "reason" to Optional.of("cheap"),
                )
            decided.actor shouldBe "alice"
            Json.decodeFromString<ApprovalStatus>(Json.encodeToString(decided)) shouldBe decided

            ReadFromJava.message(WorkflowStatus(WorkflowPhase.RUNNING)) shouldBe Optional.empty()
            val failed =
                WorkflowStatus(
                    WorkflowPhase.FAILED,
                    listOf(UndoStatus("release", UndoOutcome.DONE)),
                    FailureStatus(418, "closed"),
                )
            ReadFromJava.message(failed) shouldBe Optional.of("closed")
            ReadFromJava.failure(failed) shouldBe Optional.empty()
            ReadFromJava.reason(failed) shouldBe Optional.empty()
            val rejected = ApprovalRejected("rent", "alice")
            ReadFromJava.failure(rejected.text()) shouldBe Optional.of(rejected)
            BusinessFailure.from(rejected.text()) shouldBe rejected
            ReadFromJava.failure("closed") shouldBe Optional.empty()
            ReadFromJava.request() shouldBe Optional.of(2)
        }
    })

/** The scope of a body and its policies: bodies are written in Kotlin. */
private val AUTHORS = setOf(WorkflowScope::class.java, RetryPolicy::class.java)

/** The classes that a caller uses, without the packages that only this project uses. */
private fun publicClasses(): List<Class<*>> =
    PublicApi.classes().filterNot { type -> INTERNAL.any { ".$it." in type.name } }

private fun Class<*>.nullableMethods(): List<Method> =
    declaredMethods
        .filter { Modifier.isPublic(it.modifiers) && !it.isSynthetic }
        .filter { it.returnType != Optional::class.java }
        .filter { method -> callable(method)?.let { it.isPublic && it.isNullable } == true }

private fun Class<*>.callable(method: Method): KCallable<*>? =
    method.kotlinFunction
        ?: if (isFile) null
        else
            kotlin.members.filterIsInstance<KProperty<*>>().find {
                it.isNullable && it.javaGetter == method
            }

private val KCallable<*>.isPublic
    get() = visibility == KVisibility.PUBLIC && !isSuspend

private val KCallable<*>.isNullable
    get() = returnType.isMarkedNullable

private val INTERNAL = setOf("engine", "handler", "approval", "signal", "call", "body", "restate")
