package dev.landlord.server

import java.net.URI
import java.util.concurrent.atomic.AtomicInteger

/** Restate's ingress, of which the next answers to matching paths are lost. */
class LostAnswers(ingress: URI) : HttpForward(ingress) {
    private val toLose = AtomicInteger()
    @Volatile private var paths = Regex("")

    /** Loses the next [count] answers to requests with these [paths]. */
    fun lose(count: Int, paths: Regex) {
        this.paths = paths
        toLose.set(count)
    }

    override fun loses(path: String): Boolean =
        paths.matches(path) && toLose.getAndUpdate { (it - 1).coerceAtLeast(0) } > 0
}
