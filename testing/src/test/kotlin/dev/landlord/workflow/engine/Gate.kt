package dev.landlord.workflow.engine

import java.util.concurrent.CountDownLatch

/** Holds blocks until the test opens the gate; afterwards no block waits. */
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
