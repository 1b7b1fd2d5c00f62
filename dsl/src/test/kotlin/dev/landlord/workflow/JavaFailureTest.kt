package dev.landlord.workflow

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldStartWith
import io.kotest.matchers.types.shouldBeInstanceOf
import java.time.Duration

/** A business failure that is written in Java is caught by its type, on a replay and by callers. */
class JavaFailureTest :
    FunSpec({
        fun received(failure: BusinessFailure) =
            BusinessFailure.from(failure.text())?.also { it::class shouldBe failure::class }

        test("the fields of the class are its values, and not those of an exception") {
            val failure = JavaFailureTypes.Annotated(7, listOf(Duration.ofSeconds(90)))
            failure.text() shouldContain """{"code":7,"waits":["PT1M30S"]}"""
            val received = received(failure)
            received?.message shouldBe "7 after [PT1M30S]"
            received?.code shouldBe 422
        }

        test("a class with a constructor without parameters") {
            received(JavaFailureTypes.WithFields().apply { what = "space" })?.message shouldBe
                "no space"
            received(JavaFailureTypes.Empty()).shouldBeInstanceOf<JavaFailureTypes.Empty>()
        }

        test("a value that another version of the class has is skipped") {
            val text = JavaFailureTypes.Empty().text().replace("{}", """{"more":1}""")
            BusinessFailure.from(text).shouldBeInstanceOf<JavaFailureTypes.Empty>()
        }

        test("LW110 for a class that cannot be created again") {
            val text = JavaFailureTypes.Nameless(3).text()
            text shouldStartWith "at most 3 ([LW110] "
            text shouldContain "@JsonCreator"
            BusinessFailure.from(text) shouldBe null
        }
    })
