package dev.landlord.samples.recipes.parallel

import dev.restate.sdk.annotation.Handler
import dev.restate.sdk.annotation.Service
import dev.restate.sdk.kotlin.Context
import dev.restate.sdk.kotlin.runBlock

// region: service
/** Counts what it is given: a service of Restate's own kind, which runs wherever it is deployed. */
@Service
class WordCounter(private val library: Library) {
    @Handler
    suspend fun count(context: Context, chunk: String): Int =
        context.runBlock("count") { library.countWords(chunk) }
}
// endregion
