package dev.landlord.workflow.testing

import com.tngtech.archunit.core.importer.ClassFileImporter
import dev.landlord.workflow.Approval
import dev.landlord.workflow.ApprovalInput
import dev.landlord.workflow.Awakeable
import dev.landlord.workflow.DecisionInput
import dev.landlord.workflow.Invocation
import dev.landlord.workflow.PendingApproval
import dev.landlord.workflow.Promise
import dev.landlord.workflow.Query
import dev.landlord.workflow.Signal
import dev.landlord.workflow.State
import dev.landlord.workflow.WorkflowStatus
import dev.landlord.workflow.java.Workflow
import dev.landlord.workflow.testing.java.WorkflowStory
import dev.landlord.workflow.testing.junit.RestateExtension
import dev.landlord.workflow.testing.replay.Schedule
import dev.landlord.workflow.testing.server.ServerMode
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldContain
import java.lang.reflect.Constructor
import java.lang.reflect.Executable
import java.lang.reflect.Modifier
import kotlin.reflect.KVisibility
import kotlin.reflect.jvm.kotlinFunction

/** A Java author sees nothing of Kotlin. */
class PlainJavaTest :
    FunSpec({
        test("no signature of the packages for Java has a type or an idiom of Kotlin") {
            val classes =
                listOf(
                        Workflow::class.java,
                        WorkflowStory::class.java,
                        RestateExtension::class.java,
                    )
                    .flatMap { classesBeside(it) }
            classes shouldContain WorkflowStory::class.java
            classes shouldContain Workflow::class.java
            classes.flatMap { it.kotlinInSignatures() }.shouldBeEmpty()
        }

        test(
            "no signature of a declaration that Java creates, or a value that Java receives, either"
        ) {
            listOf(
                    Approval::class.java,
                    ApprovalInput::class.java,
                    Awakeable::class.java,
                    DecisionInput::class.java,
                    Invocation::class.java,
                    PendingApproval::class.java,
                    Promise::class.java,
                    Query::class.java,
                    Signal::class.java,
                    State::class.java,
                    WorkflowStatus::class.java,
                    Schedule::class.java,
                    ServerMode::class.java,
                    ServiceAnswers::class.java,
                    AnswerContext::class.java,
                    ReplayReport::class.java,
                    ReplayedExecution::class.java,
                )
                .flatMap { it.kotlinInSignatures() }
                .shouldBeEmpty()
        }
    })

private fun classesBeside(type: Class<*>): List<Class<*>> =
    ClassFileImporter()
        .importPackages(type.packageName)
        .map { Class.forName(it.name) }
        .filter { it.packageName == type.packageName && Modifier.isPublic(it.modifiers) }
        .filter { it.protectionDomain.codeSource == type.protectionDomain.codeSource }

private fun Class<*>.kotlinInSignatures(): List<String> =
    (declaredMethods.asList<Executable>() + declaredConstructors.filterNot { isInternal(it) })
        .filter { Modifier.isPublic(it.modifiers) && !it.isSynthetic }
        // The compiler marks the names of the members that the library has for itself.
        .filterNot { '$' in it.name }
        .filter { "kotlin" in it.toGenericString() || '-' in it.name }
        .map { it.toGenericString() }

private fun isInternal(constructor: Constructor<*>) =
    constructor.kotlinFunction?.visibility == KVisibility.INTERNAL
