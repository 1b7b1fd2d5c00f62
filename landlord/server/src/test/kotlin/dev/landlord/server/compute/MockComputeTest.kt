package dev.landlord.server.compute

import dev.landlord.api.FieldError
import dev.restate.sdk.common.TerminalException
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.engine.spec.tempdir
import io.kotest.matchers.comparables.shouldBeGreaterThanOrEqualTo
import io.kotest.matchers.shouldBe
import java.io.IOException
import kotlin.io.path.readText
import kotlin.time.Duration.Companion.milliseconds
import kotlin.time.measureTime

class MockComputeTest :
    FunSpec({
        val config = json("""{"size": 3}""")

        include(computeProviderContract("mock in memory", config, MockCompute.inMemory()))
        include(
            computeProviderContract("mock in files", config, MockCompute.`in`(tempdir().toPath()))
        )

        test("fails at the configured resource and for the configured number of attempts") {
            val compute = MockCompute.inMemory()
            val tenant = TenantSpec("acme", json("""{"fail_at": "database", "fail_times": 2}"""))
            compute.create("directory", tenant, "ours")
            repeat(2) {
                shouldThrow<IOException> { compute.create("database", tenant, "ours") }
                    .message shouldBe "the mock is configured to fail at \"database\""
            }
            compute.status("acme").orElseThrow().observed().keys shouldBe setOf("directory")
            compute.create("database", tenant, "ours")
            compute.status("acme").orElseThrow().observed().keys shouldBe
                setOf("directory", "database")
        }

        test("fails after the creation of the resource, if configured") {
            val compute = MockCompute.inMemory()
            val tenant =
                TenantSpec("acme", json("""{"fail_at": "page", "fail_after_effect": true}"""))
            shouldThrow<IOException> { compute.create("page", tenant, "ours") }
            compute.status("acme").orElseThrow().find("page", "ours").isPresent shouldBe true
        }

        test("fails to remove a resource, if configured") {
            val compute = MockCompute.inMemory()
            val tenant = TenantSpec("acme", json("""{"fail_removal_of": "page"}"""))
            compute.create("page", tenant, "ours")
            shouldThrow<TerminalException> { compute.remove("page", tenant, "ours") }
                .message shouldBe "the mock is configured to keep \"page\""
        }

        test("delays its operations, if configured") {
            val tenant = TenantSpec("acme", json("""{"delay": "150ms"}"""))
            measureTime {
                MockCompute.inMemory().create("page", tenant, "ours")
            } shouldBeGreaterThanOrEqualTo 150.milliseconds
        }

        test("another process reads the files") {
            val folder = tempdir().toPath()
            MockCompute.`in`(folder).create("page", TenantSpec("acme", config), "ours")
            val presence = MockCompute.`in`(folder).status("acme").orElseThrow()
            presence.find("page", "ours").orElseThrow() shouldBe
                json("""{"url": "http://acme.example/", "config": {"size": 3}}""")
        }

        test("lists its effects; a repeated operation has none") {
            val folder = tempdir().toPath()
            val compute = MockCompute.`in`(folder)
            repeat(2) { compute.create("page", TenantSpec("acme", config), "ours") }
            repeat(2) { compute.update("page", TenantSpec("acme", json("{}")), "ours") }
            repeat(2) { compute.remove("page", TenantSpec("acme", json("{}")), "ours") }
            json(folder.resolve("acme.json").readText())["effects"].map { it.asText() } shouldBe
                listOf("made page", "changed page", "removed page")
        }

        test("reports the errors of a configuration by field") {
            val wrong =
                """{"resources": "all", "fail_times": -1, "fail_after_effect": "yes", "delay": "soon"}"""
            MockCompute.inMemory().errors(json(wrong)) shouldBe
                listOf(
                    FieldError(
                        "desired_config.resources",
                        "expected an array of strings, found \"all\"",
                    ),
                    FieldError(
                        "desired_config.fail_times",
                        "expected a whole number of 0 or more, found -1",
                    ),
                    FieldError(
                        "desired_config.fail_after_effect",
                        "expected true or false, found \"yes\"",
                    ),
                    FieldError(
                        "desired_config.delay",
                        "expected a duration such as \"200ms\" or \"5s\", found \"soon\"",
                    ),
                )
        }
    })
