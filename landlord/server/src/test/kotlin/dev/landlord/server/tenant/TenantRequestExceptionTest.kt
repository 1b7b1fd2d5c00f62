package dev.landlord.server.tenant

import dev.landlord.api.FieldError
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe

class TenantRequestExceptionTest :
    FunSpec({
        test("parses the code, the message and the fields of a refusal") {
            val problems =
                listOf(FieldError("name", "expected \"a\" [and] no more"), FieldError("x", "]"))
            val thrown = TenantRequestException.invalid(problems)
            val read = TenantRequestException.from(thrown.code, thrown.message!!).orElseThrow()
            read.code shouldBe 400
            read.reason() shouldBe "invalid_tenant"
            read.detail() shouldBe "the request is invalid in name, x"
            read.errors() shouldBe problems
            read.message shouldBe thrown.message
        }

        test("the text of a refusal is readable") {
            TenantRequestException.exists("acme").message shouldBe
                "tenant \"acme\" exists already; choose another name, or update or delete that one " +
                    "[tenant_exists []]"
            TenantRequestException.notFound("acme").message shouldBe
                "there is no tenant \"acme\" [tenant_not_found []]"
        }

        test("does not parse other failures") {
            TenantRequestException.from(500, "out of memory").isPresent shouldBe false
            TenantRequestException.from(500, "odd [code [not json]]").isPresent shouldBe false
        }
    })
