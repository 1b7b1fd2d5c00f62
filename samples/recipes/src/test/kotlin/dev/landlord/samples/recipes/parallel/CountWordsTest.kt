package dev.landlord.samples.recipes.parallel

import dev.landlord.samples.recipes.Restate
import dev.landlord.workflow.testing.ReplayOptions
import dev.landlord.workflow.testing.checkReplayDeterminism
import dev.landlord.workflow.testing.runWorkflowTest
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import java.util.concurrent.CountDownLatch
import java.util.concurrent.TimeUnit
import java.util.concurrent.atomic.AtomicInteger

class CountWordsTest :
    FunSpec({
        test("counts the words of all chunks") {
            runWorkflowTest(CountWords(Shelf()).workflow) {
                start("to be or|not to be")
                expectResult(6)
                expectDone("split", "count", "count #2")
            }
        }

        test("a slow chunk delays no other, and a crash repeats only unfinished chunks") {
            val shelf = Shelf()
            runWorkflowTest(CountWords(shelf).workflow) {
                hold("count")
                crashAfter("count #2")
                start("to|be|or not|to be")
                expectWaitingFor("count")
                shelf.counted.get() shouldBe 3
                release("count")
                expectResult(6)
            }
            shelf.counted.get() shouldBe 4
        }

        test("an empty book has no words") {
            runWorkflowTest(CountWords(Shelf()).workflow) {
                start("")
                expectResult(0)
            }
        }

        test("is deterministic on replay") {
            checkReplayDeterminism(listOf("", "to be", "to|be|or|not|to|be")) {
                CountWords(Shelf()).workflow
            }
            checkReplayDeterminism(
                listOf("to be", "to|be|or|not"),
                ReplayOptions(
                    answers = { answer("WordCounter/count") { chunk: String -> chunk.length } }
                ),
            ) {
                CountWordsElsewhere(Shelf()).workflow
            }
        }

        test("on a real server, counts at most four chunks at the same time") {
            val shelf = MeetingShelf(expected = 4)
            Restate.serving(CountWordsService(CountWords(shelf))) {
                post("/CountWords/book-1/run", "\"to|be|or|not|to|be|that|is\"").body() shouldBe "8"
            }
            shelf.most.get() shouldBe 4
        }

        test("on a real server, another service counts") {
            val shelf = Shelf()
            Restate.serving(
                CountWordsElsewhereService(CountWordsElsewhere(shelf)),
                WordCounter(shelf),
            ) {
                post("/CountWordsElsewhere/book-2/run", "\"to be or|not to be\"").body() shouldBe
                    "6"
            }
            shelf.counted.get() shouldBe 2
        }
    })

/** Books that are their own text, the chunks between bars. */
private open class Shelf : Library {
    val counted = AtomicInteger()

    override fun chunksOf(book: String) = book.split("|").filter { it.isNotEmpty() }

    override fun countWords(chunk: String): Int {
        counted.incrementAndGet()
        return chunk.split(" ").size
    }
}

/** Whose chunks wait until as many as [expected] are counted at the same time. */
private class MeetingShelf(expected: Int) : Shelf() {
    val most = AtomicInteger()
    private val now = AtomicInteger()
    private val met = CountDownLatch(expected)

    override fun countWords(chunk: String): Int {
        most.accumulateAndGet(now.incrementAndGet(), ::maxOf)
        met.countDown()
        check(met.await(120, TimeUnit.SECONDS)) { "counted one after another" }
        return super.countWords(chunk).also { now.decrementAndGet() }
    }
}
