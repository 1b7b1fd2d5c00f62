package dev.landlord.workflow.errors

import dev.landlord.workflow.errors.ErrorCode.LW101
import dev.landlord.workflow.errors.ErrorCode.LW141
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.shouldBe

class ErrorMessageTest :
    FunSpec({
        test("a message has the id and four parts, as two sentences") {
            LW101.written("step(\"\")")
                .expected("a name")
                .found("none")
                .toDo("give it a name") shouldBe
                "[LW101] step(\"\"): expected a name, found none. Give it a name."
        }

        test("a message whose first part has the value does not repeat it") {
            LW101.written("port(-1)").expected("0 to 65535").toDo("use 0") shouldBe
                "[LW101] port(-1): expected 0 to 65535. Use 0."
        }

        test("a quoted answer keeps its own mark") {
            LW101.written("register()")
                .expected("an answer")
                .found("400: no!")
                .toDo("why?") shouldBe "[LW101] register(): expected an answer, found 400: no! Why?"
        }

        test("after lines that compare, the last part has its own line") {
            LW141.written("the workflow")
                .expected("a step")
                .found("another\n  recorded  a\n  replayed  b")
                .toDo("look there") shouldBe
                "[LW141] the workflow: expected a step, found another\n" +
                    "  recorded  a\n  replayed  b\nLook there."
        }

        test("a message is recognised by its id") {
            val message = LW101.written("a").expected("b").toDo("c")
            LW101.isIn(message) shouldBe true
            LW141.isIn(message) shouldBe false
            ErrorMessage.hasId(message) shouldBe true
            ErrorMessage.hasId("no: $message") shouldBe false
        }

        test("conditions and remedies are single lines of a table") {
            ErrorCode.values()
                .flatMap { listOf(it.condition(), it.remedy()) }
                .filter { it.isBlank() || '|' in it || '\n' in it || it.endsWith(".") }
                .shouldBeEmpty()
        }
    })
