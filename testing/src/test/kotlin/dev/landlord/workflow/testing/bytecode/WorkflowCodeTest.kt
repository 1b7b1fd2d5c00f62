@file:OptIn(InternalEngineApi::class)

package dev.landlord.workflow.testing.bytecode

import dev.landlord.workflow.WorkflowDefinition
import dev.landlord.workflow.blocking.definitionOf
import dev.landlord.workflow.engine.InternalEngineApi
import dev.landlord.workflow.java.WorkflowBody
import dev.landlord.workflow.testing.bytecode.Nondeterminism.ASSIGNED_IN_STEP
import dev.landlord.workflow.testing.bytecode.Nondeterminism.CATCHES_ERROR
import dev.landlord.workflow.testing.bytecode.Nondeterminism.CHANGING_STATE
import dev.landlord.workflow.testing.bytecode.Nondeterminism.CLOCK
import dev.landlord.workflow.testing.bytecode.Nondeterminism.ENVIRONMENT
import dev.landlord.workflow.testing.bytecode.Nondeterminism.EXIT
import dev.landlord.workflow.testing.bytecode.Nondeterminism.HASH_ORDER
import dev.landlord.workflow.testing.bytecode.Nondeterminism.IDENTITY_HASH
import dev.landlord.workflow.testing.bytecode.Nondeterminism.IO
import dev.landlord.workflow.testing.bytecode.Nondeterminism.LOCK
import dev.landlord.workflow.testing.bytecode.Nondeterminism.RANDOM
import dev.landlord.workflow.testing.bytecode.Nondeterminism.SCOPE_IN_STEP
import dev.landlord.workflow.testing.bytecode.Nondeterminism.THREAD
import dev.landlord.workflow.testing.bytecode.Nondeterminism.THREAD_LOCAL
import dev.landlord.workflow.testing.bytecode.Nondeterminism.UUID
import dev.landlord.workflow.testing.bytecode.Nondeterminism.VERB_IN_FINALLY
import dev.landlord.workflow.testing.checkReplayDeterminism
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldHaveSize
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldStartWith

/** Each workflow with a fault is found by the check of its code or by the check of its replays. */
class WorkflowCodeTest :
    FunSpec({
        for (mutant in MUTANTS) {
            test("${mutant.name} is found by ${mutant.foundBy}") {
                val found = WorkflowCode.of(mutant.type).findings()
                found.map { it.kind }.toSet() shouldBe setOfNotNull(mutant.kind)
                if (mutant.isFoundByReplay) {
                    shouldThrow<AssertionError> {
                            checkReplayDeterminism(listOf("x"), definition = mutant.definition)
                        }
                        .message
                        .orEmpty() shouldStartWith "[LW141]"
                }
                (mutant.kind != null || mutant.isFoundByReplay) shouldBe true
            }
        }

        test("the table has each kind of fault, and mutants in both languages") {
            MUTANTS.mapNotNull { it.kind }.toSet() shouldBe Nondeterminism.entries.toSet()
            (MUTANTS.count { it.isJava } >= 15) shouldBe true
            (MUTANTS.count { !it.isJava } >= 15) shouldBe true
            JavaMutants::class.java.declaredClasses.filter {
                WorkflowBody::class.java.isAssignableFrom(it)
            } shouldHaveSize MUTANTS.count { it.isJava } + 1
            KotlinMutants::class.java.declaredClasses.toList() shouldHaveSize
                MUTANTS.count { !it.isJava }
            println(MUTANTS.joinToString("\n") { "${it.name.padEnd(32)} ${it.foundBy}" })
        }
    })

private class Mutant(
    val type: Class<*>,
    val kind: Nondeterminism?,
    val isFoundByReplay: Boolean,
    val definition: () -> WorkflowDefinition<String, String>,
) {
    val isJava = WorkflowBody::class.java.isAssignableFrom(type)
    val name = (if (isJava) "Java " else "Kotlin ") + type.simpleName
    val foundBy =
        listOfNotNull(kind?.let { "the code ($it)" }, if (isFoundByReplay) "a replay" else null)
            .joinToString(" and ")
}

private fun java(
    body: () -> WorkflowBody<String, String>,
    kind: Nondeterminism?,
    replay: Boolean = false,
) = Mutant(body().javaClass, kind, replay) { definitionOf(body()) }

private fun kotlin(
    workflow: () -> KotlinMutant,
    kind: Nondeterminism?,
    replay: Boolean = false,
) = Mutant(workflow().javaClass, kind, replay) { workflow().workflow }

private val MUTANTS: List<Mutant> =
    listOf(
        java(JavaMutants::Clock, CLOCK, replay = true),
        java(JavaMutants::ClockOfHelper, CLOCK, replay = true),
        java(JavaMutants::OldDate, CLOCK, replay = true),
        java(JavaMutants::MathRandom, RANDOM, replay = true),
        java(JavaMutants::NewRandom, RANDOM, replay = true),
        java(JavaMutants::RandomField, RANDOM, replay = true),
        java(JavaMutants::RandomUuid, UUID, replay = true),
        java(JavaMutants::UuidInBranch, UUID, replay = true),
        java(JavaMutants::ClockInSaga, CLOCK),
        java(JavaMutants::ClockInRace, CLOCK, replay = true),
        java(JavaMutants::Asynchronous, THREAD),
        java(JavaMutants::ThreadName, THREAD),
        java(JavaMutants::ParallelStream, THREAD),
        java(JavaMutants::ReadsFile, IO),
        java(JavaMutants::Environment, ENVIRONMENT),
        java(JavaMutants::DefaultLocale, ENVIRONMENT, replay = true),
        java(JavaMutants::PerThread, THREAD_LOCAL),
        java(JavaMutants::LogContext, THREAD_LOCAL),
        java(JavaMutants::StaticCounter, CHANGING_STATE, replay = true),
        java(JavaMutants::FieldCounter, CHANGING_STATE, replay = true),
        java(JavaMutants::AtomicCounter, CHANGING_STATE, replay = true),
        java(JavaMutants::HashSetOrder, HASH_ORDER),
        java(JavaMutants::SetOfOrder, HASH_ORDER),
        java(JavaMutants::SetOfField, HASH_ORDER),
        java(JavaMutants::HashMapOrder, HASH_ORDER),
        java(JavaMutants::CollectedOrder, HASH_ORDER),
        java(JavaMutants::IdentityHash, IDENTITY_HASH, replay = true),
        java(JavaMutants::SynchronizedBlock, LOCK),
        java(JavaMutants::SynchronizedMethod, LOCK),
        java(JavaMutants::HeldLock, LOCK),
        java(JavaMutants::WorkflowInStep, SCOPE_IN_STEP),
        java(JavaMutants::WorkflowOfObject, SCOPE_IN_STEP),
        java(JavaMutants::CatchesThrowable, CATCHES_ERROR),
        java(JavaMutants::WrapsError, CATCHES_ERROR),
        java(JavaMutants::ReturnsInFinally, CATCHES_ERROR),
        java(JavaMutants::VerbInFinally, VERB_IN_FINALLY),
        java(JavaMutants::EndsProcess, EXIT),
        java(JavaMutants::AssignedInStep, ASSIGNED_IN_STEP, replay = true),
        java(
            { JavaMutants.InjectedLambda { "${java.util.UUID.randomUUID()}" } },
            null,
            replay = true,
        ),
        java(JavaMutants::ServiceOutsideStep, null, replay = true),
        kotlin(KotlinMutants::Clock, CLOCK, replay = true),
        kotlin(KotlinMutants::ClockInHelper, CLOCK, replay = true),
        kotlin(KotlinMutants::ClockInForEach, CLOCK, replay = true),
        kotlin(KotlinMutants::ClockInLambda, CLOCK, replay = true),
        kotlin(KotlinMutants::ClockInSaga, CLOCK, replay = true),
        kotlin(KotlinMutants::RandomNumber, RANDOM, replay = true),
        kotlin(KotlinMutants::Shuffled, RANDOM, replay = true),
        kotlin(KotlinMutants::UuidInHelper, UUID, replay = true),
        kotlin(KotlinMutants::UuidInBranch, UUID, replay = true),
        kotlin(KotlinMutants::ThreadName, THREAD, replay = true),
        kotlin(KotlinMutants::Coroutine, THREAD),
        kotlin(KotlinMutants::ReadsFile, IO),
        kotlin(KotlinMutants::Environment, ENVIRONMENT),
        kotlin(KotlinMutants::PerThread, THREAD_LOCAL, replay = true),
        kotlin(KotlinMutants::TopLevelVariable, CHANGING_STATE, replay = true),
        kotlin(KotlinMutants::Property, CHANGING_STATE, replay = true),
        kotlin(KotlinMutants::CapturedCounter, CHANGING_STATE, replay = true),
        kotlin(KotlinMutants::HashSetOrder, HASH_ORDER),
        kotlin(KotlinMutants::HashMapOrder, HASH_ORDER),
        kotlin(KotlinMutants::IdentityHash, IDENTITY_HASH, replay = true),
        kotlin(KotlinMutants::HeldLock, LOCK),
        kotlin(KotlinMutants::ScopeInStep, SCOPE_IN_STEP),
        kotlin(KotlinMutants::AssignedInStep, ASSIGNED_IN_STEP, replay = true),
        kotlin(KotlinMutants::EndsProcess, EXIT),
        kotlin(
            { KotlinMutants.InjectedLambda { "${java.util.UUID.randomUUID()}" } },
            null,
            replay = true,
        ),
        kotlin(KotlinMutants::FormattedNumber, null, replay = true),
    )
