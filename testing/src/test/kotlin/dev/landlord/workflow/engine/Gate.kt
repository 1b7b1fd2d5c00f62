package dev.landlord.workflow.engine

import java.util.concurrent.CountDownLatch

/** Where a block waits until the test lets it go on; from then on nothing waits. */
class Gate {
    private val entered = CountDownLatch(1)
    private val opened = CountDownLatch(1)

    fun pass() {
        entered.countDown()
        opened.await()
    }

    fun awaitEntered() = entered.await()

    fun open() = opened.countDown()
}
