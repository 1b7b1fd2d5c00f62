package dev.landlord.samples.recipes.parallel

import dev.landlord.workflow.LandlordWorkflow
import dev.landlord.workflow.call
import dev.landlord.workflow.forEachParallel
import dev.landlord.workflow.landlordWorkflow
import dev.landlord.workflow.step

// region: workflow
/** Like [CountWords], but another service counts, so its processes share the work. */
@LandlordWorkflow
class CountWordsElsewhere(private val library: Library) {
    val workflow =
        landlordWorkflow<String, Int> { book ->
            val chunks = step("split") { library.chunksOf(book) }
            forEachParallel(chunks) { chunk -> call(WordCounterHandlers.count(chunk)) }.sum()
        }
}
// endregion
