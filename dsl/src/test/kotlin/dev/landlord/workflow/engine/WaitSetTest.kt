@file:OptIn(InternalEngineApi::class)

package dev.landlord.workflow.engine

import dev.restate.common.Slice
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import kotlin.random.Random

class WaitSetTest :
    FunSpec({
        test("handles stay in the order in which they were added after any removal") {
            val random = Random(7)
            val set = WaitSet()
            val expected = ArrayList<Handle>()
            repeat(2_000) {
                if (expected.isEmpty() || random.nextBoolean()) {
                    Settling().let {
                        set.add(it, branch = null)
                        expected += it
                    }
                } else {
                    set.remove(expected.removeAt(random.nextInt(expected.size)))
                }
                set.toList() shouldBe expected
                set.isEmpty shouldBe expected.isEmpty()
            }
        }

        test("firstSettled checks each handle once, and handles that are added later") {
            val (first, second, third) = List(3) { Settling() }
            val set = WaitSet(listOf(first, second))
            val looked = ArrayList<Handle>()
            fun firstSettled() = set.firstSettled { looked.add(it) && (it as Settling).isSettled }
            firstSettled() shouldBe null
            third.isSettled = true
            set.add(third, branch = null)
            firstSettled() shouldBe third
            set.remove(third)
            firstSettled() shouldBe null
            looked shouldBe listOf(first, second, third)
        }

        test("a handle that was removed keeps no other handle in memory") {
            val handles = List(3) { Settling() }
            val set = WaitSet(handles)
            handles.forEach(set::remove)
            for (handle in handles) {
                listOf(handle.next, handle.previous, handle.set, handle.branch).all {
                    it == null
                } shouldBe true
            }
        }

        test("a handle is in one set at a time") {
            val handle = Settling()
            val first = WaitSet(listOf(handle))
            val second = WaitSet(listOf(handle))
            (handle in first) shouldBe false
            first.isEmpty shouldBe true
            second.toList() shouldBe listOf(handle)
        }
    })

private class Settling : Handle() {
    var isSettled = false

    override fun outcome(): Slice = Slice.EMPTY
}
