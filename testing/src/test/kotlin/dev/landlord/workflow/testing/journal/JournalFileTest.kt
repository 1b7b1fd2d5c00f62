package dev.landlord.workflow.testing.journal

import com.fasterxml.jackson.databind.ObjectMapper
import dev.restate.common.Slice
import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import io.kotest.property.Arb
import io.kotest.property.arbitrary.byte
import io.kotest.property.arbitrary.byteArray
import io.kotest.property.arbitrary.int
import io.kotest.property.checkAll

class JournalFileTest :
    FunSpec({
        fun roundTrip(payload: ByteArray) {
            val journal = RecordedJournal("Shop", "a \"key\"", "inv_1", Slice.wrap(payload))
            journal.add(Command(Command.Kind.RUN, "work"))
            journal.add(Completion(0, value = Slice.wrap(payload)))
            journal.end = End.Result(Slice.wrap(payload))
            val text = JournalFile.write(journal)
            withClue(text) {
                ObjectMapper().readTree(text).path("key").asText() shouldBe "a \"key\""
                val read = JournalFile.read(text)
                read.input.toByteArray() shouldBe payload
                read.completions.single().value?.toByteArray() shouldBe payload
                read.end shouldBe journal.end
            }
        }

        test("every payload is read back byte for byte from a standard JSON file") {
            listOf(
                    "",
                    "null",
                    "\"\"",
                    "1.0E10",
                    "1e400",
                    "12345678901234567890",
                    "{\"a\":1,\"a\":2}",
                )
                .plus(
                    listOf(" 1 ", "abc", "NaN", "01", "'x'", "#", "\uFEFF1", "\"\u2028🎉\"", "[1,")
                )
                .plus(listOf("{\"a\":[true,null,-0.5]}", "{a:1}", "-", "+1", "1.", "\"a\nb\""))
                .forEach { roundTrip(it.encodeToByteArray()) }
        }

        test("random bytes are read back byte for byte") {
            checkAll(500, Arb.byteArray(Arb.int(0..20), Arb.byte())) { roundTrip(it) }
        }
    })
