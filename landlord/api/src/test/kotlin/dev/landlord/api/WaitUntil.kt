package dev.landlord.api

import kotlin.time.Duration.Companion.minutes

/** Polls the condition for at most 3 minutes: a busy machine starts a JVM in 10 seconds. */
fun waitUntil(what: () -> String, condition: () -> Boolean) {
    val deadline = System.nanoTime() + 3.minutes.inWholeNanoseconds
    while (!condition()) {
        check(System.nanoTime() < deadline) { "waited 3 minutes until ${what()}" }
        Thread.sleep(20)
    }
}
