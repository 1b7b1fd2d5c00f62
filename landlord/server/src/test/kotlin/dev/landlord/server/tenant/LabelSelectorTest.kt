package dev.landlord.server.tenant

import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe

class LabelSelectorTest :
    FunSpec({
        test("matches a label with the value, or with any value") {
            val labels = mapOf("team" to "blue", "note" to "a=b", "empty" to "")
            mapOf(
                    "team=blue" to true,
                    "team=red" to false,
                    "team=" to false,
                    "team" to true,
                    "note=a=b" to true,
                    "empty=" to true,
                    "empty" to true,
                    "tier" to false,
                )
                .forEach { (text, expected) ->
                    withClue(text) {
                        LabelSelector.parse(text).orElseThrow().matches(labels) shouldBe expected
                    }
                }
        }

        test("needs a key") {
            for (text in listOf("", "=blue", " =blue")) {
                LabelSelector.parse(text).isPresent shouldBe false
            }
        }
    })
