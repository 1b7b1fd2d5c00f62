package dev.landlord.workflow

import dev.restate.sdk.common.TerminalException
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe

class FailTest :
    FunSpec({
        test("fail throws a terminal failure with its message and code") {
            val failure = shouldThrow<TerminalException> { fail("out of quota", code = 422) }
            failure.message shouldBe "out of quota"
            failure.code shouldBe 422
            shouldThrow<TerminalException> { fail("broken") }.code shouldBe 500
        }

        test("a code that is not an error status is refused") {
            shouldThrow<IllegalArgumentException> { fail("fine", code = 200) }.message shouldBe
                "[LW103] fail(…, code = 200): expected an HTTP status from 400 to 599, because " +
                    "callers receive it as their response. Use 400 for a bad request, 409 for a " +
                    "conflict, and 500 if no other code fits."
        }
    })
