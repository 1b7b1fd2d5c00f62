package dev.landlord.server.auth

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import java.net.URI

/** The checker of signatures, checked with the suite that AWS publishes. */
class SigV4Test :
    FunSpec({
        val suite =
            SigV4("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", "us-east-1", "service")

        fun vector(
            name: String,
            method: String,
            path: String,
            signature: String,
            headers: Map<String, String> = mapOf(),
            body: String = "",
        ) =
            test(name) {
                suite
                    .authorization(
                        method,
                        URI("https://example.amazonaws.com$path"),
                        mapOf(
                            "Host" to "example.amazonaws.com",
                            "X-Amz-Date" to "20150830T123600Z",
                        ) + headers,
                        body,
                    )
                    .substringAfter("Signature=") shouldBe signature
            }

        vector(
            "get-vanilla",
            "GET",
            "/",
            "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31",
        )
        vector(
            "post-vanilla",
            "POST",
            "/",
            "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b",
        )
        vector(
            "get-vanilla-query-order-key-case",
            "GET",
            "/?Param2=value2&Param1=value1",
            "b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500",
        )
        val unreserved = "-._~" + (('0'..'9') + ('A'..'Z') + ('a'..'z')).joinToString("")
        vector(
            "get-vanilla-query-unreserved",
            "GET",
            "/?$unreserved=$unreserved",
            "9c3e54bfcdf0b19771a7f523ee5669cdf59bc7cc0884027167c21bb143a40197",
        )
        vector(
            "get-vanilla-with-session-token",
            "GET",
            "/",
            "07ec1639c89043aa0e3e2de82b96708f198cceab042d4a97044c66dd9f74e7f8",
            mapOf(
                "X-Amz-Security-Token" to
                    "6e86291e8372ff2a2260956d9b8aae1d763fbf315fa00fa31553b73ebf194267"
            ),
        )
        vector(
            "post-header-key-sort",
            "POST",
            "/",
            "c5410059b04c1ee005303aed430f6e6645f61f4dc9e1461ec8f8916fdf18852c",
            mapOf("My-Header1" to "value1"),
        )
        vector(
            "post-x-www-form-urlencoded",
            "POST",
            "/",
            "ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a",
            mapOf("Content-Type" to "application/x-www-form-urlencoded"),
            "Param1=value1",
        )
    })
