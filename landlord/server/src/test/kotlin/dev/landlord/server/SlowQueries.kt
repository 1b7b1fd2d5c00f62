package dev.landlord.server

import java.net.URI
import java.util.concurrent.atomic.AtomicLong

/** Restate's admin API, which answers no query for two seconds after the first. */
class SlowQueries(admin: URI) : HttpForward(admin) {
    private val first = AtomicLong()

    override fun before(path: String) {
        if (path != "/query") return
        val until = first.updateAndGet { if (it == 0L) System.nanoTime() else it } + 2_000_000_000
        val left = (until - System.nanoTime()) / 1_000_000
        if (left > 0) Thread.sleep(left)
    }
}
