package dev.landlord.workflow.testing.bytecode

import dev.landlord.workflow.java.WorkflowBody
import io.kotest.assertions.throwables.shouldNotThrowAny
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldContain
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldStartWith
import java.nio.file.Path
import kotlin.io.path.createParentDirectories
import kotlin.io.path.createTempDirectory
import kotlin.io.path.writeBytes

class WorkflowCodeReportTest :
    FunSpec({
        test(
            "the report has the place, the calls from the start of the body, and the verb to use"
        ) {
            val name = JavaMutants.ClockOfHelper::class.java.name
            val message =
                shouldThrow<AssertionError> {
                        WorkflowCode.of(JavaMutants.ClockOfHelper::class.java).check()
                    }
                    .message
                    .orEmpty()
            message.replace(Regex(":\\d+\\)"), ":…)") shouldBe
                "[LW191] the workflows in $name: expected bodies that compute the same values on every " +
                    "replay, found 2 places where they may not:\n" +
                    "  System.nanoTime at Deadlines.next (JavaMutants.java:…), called from " +
                    "ClockOfHelper.play (JavaMutants.java:…), called from Mutant.run (JavaMutants.java:…): " +
                    "the clock; take the time from the verb `now`\n" +
                    "  LocalDate.now at Deadlines.today (JavaMutants.java:…), called from Deadlines.next " +
                    "(JavaMutants.java:…), called from ClockOfHelper.play (JavaMutants.java:…), called " +
                    "from Mutant.run (JavaMutants.java:…): the clock; take the time from the verb `now`\n" +
                    "Change the code as each line says, or call `allow` with a reason if the place is harmless."
        }

        test("a finding in Kotlin has the line of the source, also in an inlined function") {
            val finding =
                WorkflowCode.of(KotlinMutants.ClockInHelper::class.java).findings().first()
            finding.fileName shouldBe "KotlinMutants.kt"
            finding.place() shouldBe
                "dev.landlord.workflow.testing.bytecode.KotlinMutants.ClockInHelper.elapsed"
            val source =
                Path.of("src/test/kotlin/dev/landlord/workflow/testing/bytecode/KotlinMutants.kt")
            source.toFile().readLines()[finding.line - 1] shouldContain "measureTime"
        }

        test("class files of JDK 25 are read") {
            val directory = createTempDirectory()
            for (type in
                listOf(JavaMutants.Clock::class.java, JavaMutants.Clock::class.java.superclass)) {
                val file = "${type.name.replace('.', '/')}.class"
                val bytes =
                    type.classLoader.getResourceAsStream(file).use { checkNotNull(it).readBytes() }
                bytes[MAJOR_VERSION] = 69
                directory.resolve(file).createParentDirectories().writeBytes(bytes)
            }
            WorkflowCode.inDirectory(directory).findings().map { it.kind } shouldBe
                listOf(Nondeterminism.CLOCK)
        }

        test("a place that is allowed with a reason is no finding") {
            val code = WorkflowCode.of(JavaMutants.Clock::class.java)
            val place = code.findings().single().place()
            place shouldBe "dev.landlord.workflow.testing.bytecode.JavaMutants.Clock.play"
            shouldNotThrowAny { code.allow(Nondeterminism.CLOCK, place, "for this test").check() }
            code.allow(Nondeterminism.RANDOM, place, "another kind").findings().size shouldBe 1
        }

        test("an allowance without a reason or without a finding is refused") {
            val code = WorkflowCode.of(CorrectBodies.KnownOrder::class.java)
            shouldThrow<IllegalArgumentException> { code.allow(Nondeterminism.CLOCK, "a.B.c", " ") }
                .message shouldBe
                "[LW193] allow(…, \"a.B.c\", reason = \"\"): expected the reason why the place is harmless. " +
                    "Write it for the next reader."
            shouldThrow<IllegalArgumentException> {
                    code.allow(Nondeterminism.CLOCK, "a.B.c", "old").check()
                }
                .message shouldBe
                "[LW193] allow(CLOCK, \"a.B.c\", \"old\"): expected a finding of this kind at this place, " +
                    "found none. Remove the call, or correct the name of the class or of the method."
        }

        test("a class without a workflow, or a directory that does not exist, is refused") {
            shouldThrow<IllegalArgumentException> {
                    WorkflowCode.of(WorkflowBody::class.java).check()
                }
                .message
                .orEmpty() shouldStartWith
                "[LW193] WorkflowCode of dev.landlord.workflow.java.WorkflowBody: expected a class that"
            shouldThrow<IllegalArgumentException> { WorkflowCode.of(String::class.java).check() }
                .message
                .orEmpty() shouldStartWith
                "[LW193] WorkflowCode of java.lang.String: expected a directory"
            shouldThrow<IllegalArgumentException> {
                    WorkflowCode.inDirectory(Path.of("target/nowhere")).check()
                }
                .message
                .orEmpty() shouldStartWith
                "[LW193] WorkflowCode of target/nowhere: expected a directory"
        }

        for (type in
            CorrectBodies::class.java.declaredClasses.filter {
                WorkflowBody::class.java.isAssignableFrom(it)
            }) {
            test("no false alarm: ${type.simpleName}") { WorkflowCode.of(type).check() }
        }

        test("in all test classes of this module, only the known places are found") {
            val code = WorkflowCode.inDirectory(Path.of("target/test-classes"))
            code.bodies() shouldContain "dev.landlord.workflow.generated.JavaProgram.run"
            code
                .findings()
                .filterNot { it.fileName in WITH_FAULTS }
                .map { it.toString() }
                .shouldBeEmpty()
        }
    })

/** The position of the version in a class file. */
private const val MAJOR_VERSION = 7

/** The tests whose bodies have faults, or count their runs. */
private val WITH_FAULTS =
    setOf(
        "BusinessFailureContract.kt",
        "CapturedStateTest.kt",
        "EventLoopTest.kt",
        "ExternalActorTest.kt",
        "GuardRailTest.kt",
        "HiddenUuidTest.kt",
        "InvocationPolicyTest.kt",
        "JavaMutants.java",
        "KotlinMutants.kt",
        "MisuseBodies.java",
        "MutantTest.kt",
        "ReplayCheckTest.java",
        "ReplayEnvironmentTest.kt",
        "RunWorkflowTestTest.kt",
        "StepContract.kt",
        "UndoContract.kt",
        "UnwindingTest.java",
        "WaitingRunsTest.kt",
        "WithTimeoutContract.kt",
    )
