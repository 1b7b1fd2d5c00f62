package dev.landlord.samples.recipes.parallel

import dev.restate.sdk.annotation.Handler
import dev.restate.sdk.annotation.Service
import dev.restate.sdk.kotlin.Context
import dev.restate.sdk.kotlin.runBlock

// region: service
/** Counts the words of a chunk: a plain Restate service, which can run in other processes. */
@Service
class WordCounter(private val library: Library) {
    @Handler
    suspend fun count(context: Context, chunk: String): Int =
        context.runBlock("count") { library.countWords(chunk) }
}
// endregion
