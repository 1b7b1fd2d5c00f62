package dev.landlord.workflow.types

import com.fasterxml.jackson.databind.DeserializationFeature
import com.fasterxml.jackson.databind.JsonNode
import com.fasterxml.jackson.databind.json.JsonMapper
import com.fasterxml.jackson.databind.node.ArrayNode
import com.fasterxml.jackson.databind.node.ObjectNode
import com.fasterxml.jackson.databind.node.TextNode
import java.math.BigDecimal
import java.math.BigInteger
import java.net.URI
import java.time.Duration
import java.time.Instant
import java.time.LocalDate
import java.time.ZoneId
import java.time.ZonedDateTime
import java.util.Optional
import java.util.TreeMap
import java.util.UUID
import kotlin.reflect.KType
import kotlin.reflect.typeOf
import kotlin.time.Duration.Companion.minutes
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

/**
 * A type, as a source names it, and whether the build and the runtime have to accept it.
 *
 * @property values examples that must read as they were written; empty if the type is refused
 */
class TypeCase(val source: String, val type: KType, val values: List<Any?>) {
    val isAccepted: Boolean
        get() = values.isNotEmpty()

    override fun toString(): String = source
}

private inline fun <reified T> yes(source: String, vararg values: T) =
    TypeCase(source, typeOf<T>(), values.toList())

private inline fun <reified T> no(source: String) = TypeCase(source, typeOf<T>(), emptyList())

/**
 * Types on which the processor (LW008) and the runtime (LW108) must agree: the values of an
 * accepted type read as they were written.
 */
object TypeTable {
    private val plain = JavaTypes.Plain(1, "a")
    private val order = Order("o", listOf(1))
    private val circle: Shape = Shape.Circle(1.5)

    val kotlin: List<TypeCase> =
        listOf(
            yes<Int>("Int", 1, Int.MIN_VALUE),
            yes<String?>("String?", "a", null),
            yes<ULong>("ULong", ULong.MAX_VALUE),
            yes<Char>("Char", 'a'),
            yes<List<Int?>>("List<Int?>", listOf(1, null)),
            yes<IntArray>("IntArray", intArrayOf(1)),
            yes<Array<String>>("Array<String>", arrayOf("a")),
            yes<Map<String, List<Int>>>("Map<String, List<Int>>", mapOf("a" to listOf(1))),
            yes<Map<Int, String>>("Map<Int, String>", mapOf(-1 to "a")),
            yes<Map<UInt, String>>("Map<UInt, String>", mapOf(UInt.MAX_VALUE to "a")),
            yes<Map<Double, Boolean>>("Map<Double, Boolean>", mapOf(1.5 to true)),
            yes<Map<Boolean, Char>>("Map<Boolean, Char>", mapOf(true to 'c')),
            yes<Map<Color, Int>>("Map<Color, Int>", mapOf(Color.RED to 1)),
            yes<Map<JavaTypes.Kind, Int>>(
                "Map<JavaTypes.Kind, Int>",
                mapOf(JavaTypes.Kind.RENT to 1),
            ),
            yes<Map<UUID, Int>>("Map<java.util.UUID, Int>", mapOf(UUID(1, 2) to 1)),
            yes<Map<LocalDate, Int>>(
                "Map<java.time.LocalDate, Int>",
                mapOf(LocalDate.EPOCH to 1),
            ),
            yes<Map<Id, Int>>("Map<Id, Int>", mapOf(Id("a") to 1)),
            no<Map<Order, Int>>("Map<Order, Int>"),
            no<Map<JavaTypes.Plain, Int>>("Map<JavaTypes.Plain, Int>"),
            no<Map<List<Int>, Int>>("Map<List<Int>, Int>"),
            no<Map<Pair<Int, Int>, Int>>("Map<Pair<Int, Int>, Int>"),
            no<Map<OrderId, Int>>("Map<OrderId, Int>"),
            no<Map<BigDecimal, Int>>("Map<java.math.BigDecimal, Int>"),
            no<Map<String?, Int>>("Map<String?, Int>"),
            no<Map<Shape, Int>>("Map<Shape, Int>"),
            no<List<Map<Order, Int>>>("List<Map<Order, Int>>"),
            yes<Pair<Pair<Int, Int>, Int>>("Pair<Pair<Int, Int>, Int>", (1 to 2) to 3),
            yes<Triple<Int, String?, Order>>(
                "Triple<Int, String?, Order>",
                Triple(1, null, order),
            ),
            no<Pair<Int, Map<Order, Int>>>("Pair<Int, Map<Order, Int>>"),
            yes<Order>("Order", order),
            yes<Person>("Person", Person("a", Person("b"))),
            yes<Node<Int>>("Node<Int>", Node(1, Node(2))),
            yes<Node<JavaTypes.Plain>>("Node<JavaTypes.Plain>", Node(plain, Node(plain))),
            no<Node<Map<Order, Int>>>("Node<Map<Order, Int>>"),
            yes<Shape>("Shape", circle, Shape.Square(1)),
            yes<List<Shape>>("List<Shape>", listOf(circle, Shape.Square(1))),
            yes<Singleton>("Singleton", Singleton),
            yes<Id>("Id", Id("a")),
            yes<Color>("Color", Color.RED, Color.BLUE),
            yes<Skipping>("Skipping", Skipping(1)),
            yes<Custom>("Custom", Custom(mapOf(Order("a") to 1))),
            yes<kotlin.time.Duration>("kotlin.time.Duration", 1.minutes),
            yes<JsonObject>(
                "kotlinx.serialization.json.JsonObject",
                JsonObject(mapOf("a" to JsonPrimitive(1))),
            ),
            no<Unmarked>("Unmarked"),
            no<Any>("Any"),
            no<Open>("Open"),
            no<OpenInterface>("OpenInterface"),
            no<OfOpen>("OfOpen"),
            no<OfOpenClass>("OfOpenClass"),
            no<OfKeys>("OfKeys"),
            no<OfDeepKeys>("OfDeepKeys"),
            no<OfContextual>("OfContextual"),
            no<OfContextualElements>("OfContextualElements"),
            no<OfContextualKeys>("OfContextualKeys"),
            no<Comparable<String>>("Comparable<String>"),
            no<Thread>("Thread"),
            no<List<Thread>>("List<Thread>"),
            no<Optional<String>>("java.util.Optional<String>"),
            no<java.util.Date>("java.util.Date"),
            no<java.time.Clock>("java.time.Clock"),
        )

    val java: List<TypeCase> =
        listOf(
            yes<JavaTypes.Kind>("JavaTypes.Kind", JavaTypes.Kind.RENT),
            yes<JavaTypes.Plain>("JavaTypes.Plain", plain),
            yes<JavaTypes.Plain?>("JavaTypes.Plain?", plain, null),
            yes<List<JavaTypes.Plain?>>("List<JavaTypes.Plain?>", listOf(plain, null)),
            yes<Map<String, JavaTypes.Plain>>("Map<String, JavaTypes.Plain>", mapOf("a" to plain)),
            yes<JavaTypes.Empty>("JavaTypes.Empty", JavaTypes.Empty()),
            yes<JavaTypes.Scalars>("JavaTypes.Scalars", scalars()),
            yes<JavaTypes.Holder>("JavaTypes.Holder", holder()),
            yes<JavaTypes.Keys>("JavaTypes.Keys", keys()),
            yes<JavaTypes.Values>("JavaTypes.Values", values()),
            yes<JavaTypes.Formatted>("JavaTypes.Formatted", JavaTypes.Formatted(LocalDate.EPOCH)),
            yes<JavaTypes.Renamed>("JavaTypes.Renamed", JavaTypes.Renamed("a")),
            yes<JavaTypes.Bytes>(
                "JavaTypes.Bytes",
                JavaTypes.Bytes(byteArrayOf(-1), intArrayOf(1), charArrayOf('c'), arrayOf("a")),
            ),
            no<JavaTypes.Box<String>>("JavaTypes.Box<String>"),
            yes<JavaTypes.Boxes>(
                "JavaTypes.Boxes",
                JavaTypes.Boxes(JavaTypes.Box("a"), JavaTypes.Box(listOf(plain))),
            ),
            yes<JavaTypes.Tree>(
                "JavaTypes.Tree",
                JavaTypes.Tree("a", listOf(JavaTypes.Tree("b", listOf()))),
            ),
            yes<JavaTypes.OfKotlin>(
                "JavaTypes.OfKotlin",
                JavaTypes.OfKotlin(order, listOf(circle), mapOf(Color.RED to circle), Color.RED),
            ),
            no<JavaTypes.OfPlainKotlin>("JavaTypes.OfPlainKotlin"),
            no<JavaTypes.OfRecordKeys>("JavaTypes.OfRecordKeys"),
            no<JavaTypes.OfObject>("JavaTypes.OfObject"),
            no<JavaTypes.OfNumber>("JavaTypes.OfNumber"),
            no<JavaTypes.OfOptionalInt>("JavaTypes.OfOptionalInt"),
            no<JavaTypes.OfDate>("JavaTypes.OfDate"),
            no<JavaTypes.OfThread>("JavaTypes.OfThread"),
            no<JavaTypes.OfRawList>("JavaTypes.OfRawList"),
            yes<JavaTypes.Bean>("JavaTypes.Bean", bean(JavaTypes.Bean())),
            yes<JavaTypes.SubBean>(
                "JavaTypes.SubBean",
                bean(JavaTypes.SubBean()).apply { more = 7 },
            ),
            yes<JavaTypes.PublicFields>(
                "JavaTypes.PublicFields",
                JavaTypes.PublicFields().apply {
                    name = "a"
                    count = 2
                },
            ),
            yes<JavaTypes.Getters>("JavaTypes.Getters", JavaTypes.Getters("a")),
            yes<JavaTypes.Ignoring>("JavaTypes.Ignoring", JavaTypes.Ignoring()),
            yes<JavaTypes.Caching>("JavaTypes.Caching", JavaTypes.Caching()),
            yes<JavaTypes.OfCreator>("JavaTypes.OfCreator", JavaTypes.OfCreator("a", 2)),
            yes<JavaTypes.OfBuilder>(
                "JavaTypes.OfBuilder",
                JavaTypes.OfBuilder.builder().name("a").count(2).build(),
            ),
            yes<JavaTypes.Money>("JavaTypes.Money", JavaTypes.Money.of("5 EUR")),
            no<JavaTypes.PlainBuilder>("JavaTypes.PlainBuilder"),
            no<JavaTypes.LosingBuilder>("JavaTypes.LosingBuilder"),
            no<JavaTypes.NoAccessors>("JavaTypes.NoAccessors"),
            no<JavaTypes.Fluent>("JavaTypes.Fluent"),
            no<JavaTypes.LosingCreator>("JavaTypes.LosingCreator"),
            no<JavaTypes.OnlyValue>("JavaTypes.OnlyValue"),
            no<JavaTypes.Mangled>("JavaTypes.Mangled"),
            no<JavaTypes.SubException>("JavaTypes.SubException"),
            no<JavaTypes.SubList>("JavaTypes.SubList"),
            no<JavaTypes.Inner>("JavaTypes.Inner"),
            no<JavaTypes.OfUnwritable>("JavaTypes.OfUnwritable"),
            yes<JavaTypes.Pay>("JavaTypes.Pay", JavaTypes.Card("4711"), JavaTypes.Cash(5)),
            yes<List<JavaTypes.Pay>>("List<JavaTypes.Pay>", listOf(JavaTypes.Card("4711"))),
            yes<JavaTypes.Card>("JavaTypes.Card", JavaTypes.Card("4711")),
            yes<JavaTypes.Animal>("JavaTypes.Animal", JavaTypes.Cat("a"), JavaTypes.Dog(true)),
            yes<JavaTypes.Pets>(
                "JavaTypes.Pets",
                JavaTypes.Pets(JavaTypes.Cat("a"), listOf(JavaTypes.Dog(true))),
            ),
            no<JavaTypes.Unnamed>("JavaTypes.Unnamed"),
            no<JavaTypes.UnknownSubclasses>("JavaTypes.UnknownSubclasses"),
            no<JavaTypes.Losing>("JavaTypes.Losing"),
            no<JavaTypes.NamedByClass>("JavaTypes.NamedByClass"),
            yes<JsonNode>(
                "com.fasterxml.jackson.databind.JsonNode",
                tree("""{"a": [1, 1.50, 1e400, "b", true, null, 12345678901234567890, {}]}"""),
                tree("\"a\""),
            ),
            yes<List<ObjectNode>>(
                "List<com.fasterxml.jackson.databind.node.ObjectNode>",
                listOf(tree("""{"b": 1, "a": 2}""") as ObjectNode),
            ),
            yes<JavaTypes.OfTrees>(
                "JavaTypes.OfTrees",
                JavaTypes.OfTrees(tree("{}"), null, tree("[1]") as ArrayNode),
            ),
            no<TextNode>("com.fasterxml.jackson.databind.node.TextNode"),
            yes<Instant>("java.time.Instant", Instant.EPOCH),
            yes<BigDecimal>("java.math.BigDecimal", BigDecimal("1.50")),
        )

    val all: List<TypeCase> = kotlin + java

    private fun tree(json: String): JsonNode =
        JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build()
            .readTree(json)

    private fun scalars() =
        JavaTypes.Scalars(
            true,
            1,
            2,
            3,
            4L,
            1.5f,
            2.5,
            'c',
            false,
            -1,
            -2,
            -3,
            -4L,
            -1.5f,
            1e300,
            '"',
        )

    private fun holder() =
        JavaTypes.Holder(
            listOf(plain),
            mapOf("a" to plain),
            setOf(JavaTypes.Kind.RENT),
            Optional.of(plain),
            null,
            listOf("a", null),
            listOf(listOf("a")),
        )

    private fun keys() =
        JavaTypes.Keys(
            mapOf(UUID(1, 2) to 1),
            mapOf(JavaTypes.Kind.RENT to 2),
            mapOf(-1 to "a"),
            mapOf(LocalDate.EPOCH to "a"),
            TreeMap(mapOf("a" to 1L)),
        )

    private fun values() =
        JavaTypes.Values(
            Instant.EPOCH,
            Duration.ofDays(3),
            LocalDate.EPOCH,
            ZonedDateTime.parse("2026-01-01T10:00:00+01:00[Europe/Berlin]"),
            ZoneId.of("Europe/Berlin"),
            BigDecimal("12345678901234567890.10"),
            BigInteger("12345678901234567890"),
            URI("http://a/b"),
            UUID(1, 2),
        )

    private fun <B : JavaTypes.Bean> bean(bean: B): B = bean.apply {
        name = "a"
        isActive = true
    }
}
