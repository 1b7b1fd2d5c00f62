package dev.landlord.server.compute

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.engine.spec.tempdir
import io.kotest.matchers.shouldBe

class ComputeProvidersTest :
    FunSpec({
        val local = LocalCompute(tempdir().toPath())
        val mock = MockCompute.inMemory()
        val providers = ComputeProviders("local", local, mock)

        fun named(name: String) = mapOf("compute_provider" to name)

        test(
            "row 64: precedence of the provider: the request, the configuration, the labels, the annotations"
        ) {
            val config = json("""{"compute_provider": "b"}""")
            val type = json("""{"compute_provider_type": "c"}""")
            val none = json("{}")
            providers.choose("a", config, named("d"), named("e")) shouldBe "a"
            providers.choose(null, config, named("d"), named("e")) shouldBe "b"
            providers.choose(null, type, named("d"), named("e")) shouldBe "c"
            providers.choose(null, none, named("d"), named("e")) shouldBe "d"
            providers.choose(null, none, mapOf(), named("e")) shouldBe "e"
            providers.choose(null, none, mapOf(), mapOf()) shouldBe "local"
            providers.choose("", none, mapOf(), mapOf()) shouldBe "local"
        }

        test("an unknown provider lists the known ones") {
            providers.find("cloud").isPresent shouldBe false
            providers.unknown("cloud") shouldBe
                "unknown compute provider \"cloud\"; expected one of local, mock"
            providers.defaultName() shouldBe "local"
            providers.all() shouldBe listOf(local, mock)
        }

        test("refuses duplicate names, and an unknown default") {
            shouldThrow<IllegalArgumentException> { ComputeProviders("mock", mock, mock) }
                .message shouldBe
                "compute provider \"mock\" is registered twice; give one of them another name"
            shouldThrow<IllegalArgumentException> { ComputeProviders("cloud", mock) }
                .message shouldBe "unknown compute provider \"cloud\"; expected one of mock"
        }
    })
