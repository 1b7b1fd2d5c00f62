package dev.landlord.samples.recipes.parallel

import dev.landlord.workflow.LandlordWorkflow
import dev.landlord.workflow.forEachParallel
import dev.landlord.workflow.landlordWorkflow
import dev.landlord.workflow.step

/** A library of books. */
interface Library {
    /** The chunks of a book. */
    fun chunksOf(book: String): List<String>

    fun countWords(chunk: String): Int
}

// region: workflow
/** Counts the words of a book, at most four chunks at the same time. */
@LandlordWorkflow
class CountWords(private val library: Library) {
    val workflow =
        landlordWorkflow<String, Int> { book ->
            val chunks = step("split") { library.chunksOf(book) }
            val counts =
                forEachParallel(chunks, concurrency = 4) { chunk ->
                    step("count") { library.countWords(chunk) }
                }
            counts.sum()
        }
}
// endregion
