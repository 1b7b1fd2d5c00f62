package dev.landlord.server.tenant

import dev.landlord.server.compute.json
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe

class MergePatchTest :
    FunSpec({
        fun merged(target: String, patch: String) = MergePatch.apply(json(target), json(patch))

        test("merges objects at any depth; null removes, other values replace") {
            merged(
                """{"a": {"b": 1, "c": 2}, "d": [1]}""",
                """{"a": {"b": null, "e": 3}, "d": [2]}""",
            ) shouldBe json("""{"a": {"c": 2, "e": 3}, "d": [2]}""")
            merged("""{"a": 1}""", """{"a": {"b": null, "c": 1}}""") shouldBe
                json("""{"a": {"c": 1}}""")
            merged("""{"a": 1}""", "[]") shouldBe json("[]")
            merged("""{"a": 1}""", "{}") shouldBe json("""{"a": 1}""")
        }

        test("does not change its arguments") {
            val target = json("""{"a": {"b": 1}}""")
            MergePatch.apply(target, json("""{"a": {"b": 2}}"""))
            target shouldBe json("""{"a": {"b": 1}}""")
        }
    })
