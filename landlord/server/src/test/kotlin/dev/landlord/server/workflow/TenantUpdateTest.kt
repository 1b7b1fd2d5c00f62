package dev.landlord.server.workflow

import dev.landlord.server.compute.ComputeProviders
import dev.landlord.server.compute.MockCompute
import dev.landlord.server.compute.TenantSpec
import dev.landlord.server.compute.json
import dev.landlord.workflow.Campaign
import dev.landlord.workflow.testing.java.ReplayCheck
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe

class TenantUpdateTest :
    FunSpec({
        fun mockWith(former: String): MockCompute {
            val mock = MockCompute.inMemory()
            val tenant = TenantSpec("acme", json(former))
            mock.resources(json(former)).forEach { mock.create(it, tenant, "uuid-of-acme") }
            return mock
        }

        fun configs(mock: MockCompute) =
            mock.status("acme").orElseThrow().observed().mapValues { it.value["config"] }

        val former = """{"resources": ["directory", "cache"], "size": 1}"""

        test("updates, creates and removes resources") {
            val mock = mockWith(former)
            val desired = """{"resources": ["directory", "page"], "size": 2}"""
            story(TenantUpdate(ComputeProviders("mock", mock))) {
                crashAfterEveryEntry()
                start(job(desired, former, "update"))
                expectDone("update directory", "create page", "remove cache")
                expectUndone()
            }
            configs(mock) shouldBe mapOf("directory" to json(desired), "page" to json(desired))
        }

        test("a failed update restores the former configuration") {
            val mock = mockWith(former)
            val desired =
                """{"resources": ["directory", "page"], "size": 2, "fail_removal_of": "page"}"""
            story(TenantUpdate(ComputeProviders("mock", mock))) {
                failStepForGood("remove cache", "no")
                failStepForGood("undo: remove page", "still no")
                start(job(desired, former, "update"))
                expectFailure("no; not undone: \"remove page\" (still no)")
                expectUndone("restore cache", "restore directory")
            }
            configs(mock) shouldBe
                mapOf(
                    "directory" to json(former),
                    "cache" to json(former),
                    "page" to json(desired),
                )
        }

        test("a cancelled update restores the former configuration") {
            val mock = mockWith("""{"size": 1}""")
            story(TenantUpdate(ComputeProviders("mock", mock))) {
                hold("update database")
                start(job("""{"size": 2}""", """{"size": 1}""", "update"))
                cancel()
                release("update database")
                expectCancelled()
                expectUndone("restore page", "restore database", "restore directory")
            }
            configs(mock).values.toSet() shouldBe setOf(json("""{"size": 1}"""))
        }

        test("is deterministic on replay") {
            ReplayCheck.of { TenantUpdate(ComputeProviders("mock", mockWith(former))) }
                .inputs(job("""{"resources": ["a", "b"]}""", former))
                .iterations(Campaign.rounds(bounded = 60, full = 250))
                .check()
        }
    })
