package dev.landlord.benchmarks.sidebyside

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe

/** What the soak takes for growth. */
class SoakTest :
    FunSpec({
        fun areFlat(states: List<ProcessState>) = Soak.areFlat(Arm.KOTLIN, states)

        test("a heap and threads that vary are flat") {
            areFlat(List(30) { ProcessState(20 + it % 3 * 0.5, 60 + it % 5) }) shouldBe true
        }

        test("a run that is kept now and then is found, and so is a thread") {
            areFlat(List(30) { ProcessState(20 + it * 0.2, 60) }) shouldBe false
            areFlat(List(30) { ProcessState(20.0, 60 + 2 * it) }) shouldBe false
        }
    })
