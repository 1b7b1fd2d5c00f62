package dev.landlord.samples.landlord.tenant

import dev.landlord.samples.landlord.compute.FieldProblem
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe

class TenantRefusedTest :
    FunSpec({
        test("what a caller gets of a refusal tells its code, its words and its fields") {
            val problems =
                listOf(FieldProblem("name", "expected \"a\" [and] no more"), FieldProblem("x", "]"))
            val thrown = TenantRefused.invalid(problems)
            val read = TenantRefused.from(thrown.code, thrown.message!!).orElseThrow()
            read.code shouldBe 400
            read.reason() shouldBe "invalid_tenant"
            read.detail() shouldBe "the request is wrong in name, x"
            read.problems() shouldBe problems
            read.message shouldBe thrown.message
        }

        test("the text of a refusal is for people too") {
            TenantRefused.exists("acme").message shouldBe
                "tenant \"acme\" exists already; choose another name, or update or delete that one " +
                    "[tenant_exists []]"
            TenantRefused.notFound("acme").message shouldBe
                "there is no tenant \"acme\" [tenant_not_found []]"
        }

        test("another failure is none") {
            TenantRefused.from(500, "out of memory").isPresent shouldBe false
            TenantRefused.from(500, "odd [code [not json]]").isPresent shouldBe false
        }
    })
