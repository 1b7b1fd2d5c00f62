package dev.landlord.server.tenant

import dev.landlord.server.compute.json
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.shouldNotBe

class ConfigHashTest :
    FunSpec({
        test("row 87: the hash is the SHA-256 of the JSON with sorted fields") {
            // printf '{"a":{"x":1,"y":[2,3]},"b":"c"}' | sha256sum
            val hash = "56b7b1cdd98a2976fee005c105f670020685b78d3be34e7c67fc3fb708554bae"
            ConfigHash.of(json("""{"b": "c", "a": {"y": [2, 3], "x": 1}}""")) shouldBe hash
            ConfigHash.of(json("""{"a": {"x": 1, "y": [2, 3]}, "b": "c"}""")) shouldBe hash
            ConfigHash.of(json("""{"a": {"x": 1, "y": [3, 2]}, "b": "c"}""")) shouldNotBe hash
        }

        test("row 87: a missing or empty configuration has an empty hash") {
            ConfigHash.of(null) shouldBe ""
            ConfigHash.of(json("null")) shouldBe ""
            ConfigHash.of(json("{}")) shouldBe ""
        }
    })
