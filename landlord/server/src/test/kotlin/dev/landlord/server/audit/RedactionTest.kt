package dev.landlord.server.audit

import com.fasterxml.jackson.databind.ObjectMapper
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe

class RedactionTest :
    FunSpec({
        fun redacted(json: String) = Redaction.of(ObjectMapper().readTree(json)).toString()

        test("values of secret fields are replaced, at each depth and of each type") {
            redacted(
                """{"a":{"db_password":"x"},"list":[{"apiKey":1},{"Private-Key":{"d":"x"}}],"TOKENS":["t"]}"""
            ) shouldBe
                """{"a":{"db_password":"[redacted]"},"list":[{"apiKey":"[redacted]"},{"Private-Key":"[redacted]"}],"TOKENS":"[redacted]"}"""
        }

        test("everything else stays as it is") {
            val plain =
                """{"owner":"ada","key":"acme","monkey":1,"password":null,"list":[1,true,null,"secret"]}"""
            redacted(plain) shouldBe plain
        }
    })
