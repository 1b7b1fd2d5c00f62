package dev.landlord.workflow.engine

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldBeUnique
import io.kotest.matchers.shouldBe

class StepNamesTest :
    FunSpec({
        test("repeats are numbered from 2, each name on its own") {
            val names = StepNames()
            listOf("a", "a", "b", "a", "b").map(names::unique) shouldBe
                listOf("a", "a #2", "b", "a #3", "b #2")
        }

        test("a number in a user's step name is never assigned twice") {
            val names = StepNames()
            val given = listOf("a #2", "a", "a", "a", "a #2", "a #2", "a #3").map(names::unique)
            given.shouldBeUnique()
            given.take(4) shouldBe listOf("a #2", "a", "a #3", "a #4")
        }
    })
