package dev.landlord.workflow

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe

class JsonPathTest :
    FunSpec({
        fun nested(depth: Int) = (1..depth).fold(JsonPath.ROOT) { path, _ -> path.index(0) }

        test("a path of usual depth is shown in full") {
            "${nested(11)}" shouldBe "$" + "[0]".repeat(11)
        }

        test("a path of deeply nested JSON is shown without its middle") {
            "${nested(200).field("name")}" shouldBe "$[0][0][0]…[0][0].name"
            shouldThrow<JsonProblem> { StrictJson.parse("[".repeat(200) + "x") }.path shouldBe
                "$[0][0][0]…[0][0][0]"
        }
    })
