package dev.landlord.workflow.testing.replay

import dev.landlord.workflow.landlordWorkflow
import dev.landlord.workflow.testing.checkReplayDeterminism
import dev.landlord.workflow.testing.journal.FilledField
import dev.restate.common.Slice
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldStartWith
import java.util.UUID
import kotlinx.serialization.Serializable

@Serializable
private data class DatedInput(val name: String, val at: Long = System.currentTimeMillis())

@Serializable
private data class ParcelItem(val id: String = UUID.randomUUID().toString(), val size: Int = 1)

@Serializable private data class Parcel(val items: List<ParcelItem>, val owner: String? = null)

@Serializable
private data class Priced(
    val name: String,
    val currency: String = "EUR",
    val tags: List<String> = listOf(),
)

class InputDefaultsTest :
    FunSpec({
        test(
            "fault 34: checkReplayDeterminism reports an input field with a clock as its default"
        ) {
            val message =
                shouldThrow<AssertionError> {
                        checkReplayDeterminism(listOf(DatedInput("a", 5))) {
                            landlordWorkflow<DatedInput, String> { it.name }
                        }
                    }
                    .message
                    .orEmpty()
            message shouldStartWith "[LW170] "
            message shouldContain "the field \$.at has a default that is computed"
        }

        test("fault 34: it reports a computed default inside lists") {
            shouldThrow<AssertionError> {
                    checkReplayDeterminism(
                        listOf(Parcel(listOf(ParcelItem("a"), ParcelItem("b"))))
                    ) {
                        landlordWorkflow<Parcel, Int> { it.items.size }
                    }
                }
                .message
                .orEmpty() shouldContain "the field \$.items[0].id"
        }

        test("fault 34: constant defaults pass") {
            checkReplayDeterminism(listOf(Priced("a"), Priced("b", "USD", listOf("c")))) {
                landlordWorkflow<Priced, String> { it.currency }
            }
        }

        val workflow = landlordWorkflow<Parcel, Int> { it.items.size }

        fun filled(json: String) = workflow.filledFields(Slice.wrap(json))

        test("fault 34: the fields that an input lacks are found at any depth") {
            filled("""{"items":[{"id":"a"}]}""") shouldContainExactly
                listOf(FilledField("\$.items[0].size", "1"), FilledField("\$.owner", "null"))
            filled("""{"items":[{"id":"a","size":1}],"owner":null}""").shouldBeEmpty()
            filled("""{"items":"none"}""").shouldBeEmpty()
        }

        test("an input of Unit lacks no field") {
            val nothing = landlordWorkflow<Unit, String> { "done" }
            nothing.filledFields(Slice.EMPTY).shouldBeEmpty()
            nothing.computedDefault(Unit) shouldBe null
        }
    })
