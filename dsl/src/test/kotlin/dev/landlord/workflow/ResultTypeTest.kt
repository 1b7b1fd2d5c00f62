package dev.landlord.workflow

import com.fasterxml.jackson.databind.JsonNode
import dev.landlord.workflow.types.JavaTypes
import dev.restate.common.Slice
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.shouldBe
import kotlin.io.path.Path
import kotlin.io.path.extension
import kotlin.io.path.name
import kotlin.io.path.readText
import kotlin.io.path.walk
import kotlin.reflect.typeOf
import kotlinx.serialization.Serializable
import kotlinx.serialization.builtins.ListSerializer

private object Defaults {
    var currency = "EUR"
}

@Serializable private data class Price(val amount: Int, val currency: String = Defaults.currency)

@Serializable private data class Offer(val price: Price = Price(1), val note: String? = null)

class ResultTypeTest :
    FunSpec({
        fun <T> ResultType<T>.text(value: T) = write(value).toByteArray().decodeToString()

        val prices = ResultType(ListSerializer(Price.serializer()))
        val offers = ResultType(Offer.serializer())

        test("fault 34: a value equal to its default is written") {
            prices.text(listOf(Price(10))) shouldBe """[{"amount":10,"currency":"EUR"}]"""
            offers.text(Offer()) shouldBe """{"price":{"amount":1,"currency":"EUR"},"note":null}"""
            "${offers.toJson(Offer())}" shouldBe offers.text(Offer())
        }

        test("fault 34: a value reads as it was written after its defaults have changed") {
            val written = prices.write(listOf(Price(10)))
            Defaults.currency = "USD"
            try {
                prices.read(written) shouldBe listOf(Price(10, "EUR"))
            } finally {
                Defaults.currency = "EUR"
            }
        }

        test("a result that is not JSON in UTF-8 is refused") {
            val json = """{"amount":1,"text":"a"}"""
            for (type in listOf(typeOf<JavaTypes.Plain>(), typeOf<JsonNode>())) {
                val required = ResultType.of<Any>(type)
                val texts =
                    listOf("UTF-32BE", "UTF-32LE", "UTF-16BE").map { json.toByteArray(charset(it)) }
                val malformed =
                    listOf(
                        byteArrayOf(),
                        byteArrayOf(0, 0, 0, 0x7B, 0x7F, 0, 0, 0),
                        byteArrayOf(0xC3.toByte()),
                        json.toByteArray() + "x".toByteArray(),
                    )
                for (bytes in texts + malformed) {
                    shouldThrow<IllegalArgumentException> { required.read(Slice.wrap(bytes)) }
                }
            }
        }

        test("fault 34: only Json.kt writes JSON without defaults") {
            Path("src/main")
                .walk()
                .filter { it.extension == "kt" && it.name !in setOf("Json.kt", "DecisionToken.kt") }
                .filter { Regex("""\bJson\.encode""").containsMatchIn(it.readText()) }
                .map { it.name }
                .toList()
                .shouldBeEmpty()
        }
    })
