package dev.landlord.server.auth

import dev.landlord.server.config.config
import dev.landlord.server.config.restate
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldMatch
import io.kotest.matchers.string.shouldNotContain
import io.kotest.matchers.string.shouldStartWith
import java.net.URI
import java.time.Clock
import java.time.Instant
import java.time.ZoneOffset
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials
import software.amazon.awssdk.auth.credentials.AwsCredentials
import software.amazon.awssdk.auth.credentials.AwsCredentialsProviderChain
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider
import software.amazon.awssdk.auth.credentials.SystemPropertyCredentialsProvider

class AuthenticationTest :
    FunSpec({
        val url = URI("http://restate.example:9070/deployments")
        val body = """{"uri":"http://landlord:9080"}"""

        fun authentication(vararg settings: Pair<String, String>): Authentication =
            Authentication.of(config(*restate(*settings)).restate().auth())

        fun iam(
            credentials: AwsCredentials,
            region: String,
            service: String,
            time: String,
        ): Authentication =
            IamAuthentication(
                StaticCredentialsProvider.create(credentials),
                region,
                service,
                Clock.fixed(Instant.parse(time), ZoneOffset.UTC),
            )

        test("row 34: none adds no header") {
            authentication().headers("POST", url, body.toByteArray()) shouldBe mapOf()
        }

        test("row 34: api_key sends the key as a bearer token, and nowhere else") {
            val authentication = authentication("auth_type" to "api_key", "api_key" to "rk_123")
            authentication.headers("GET", url, ByteArray(0)) shouldBe
                mapOf("Authorization" to "Bearer rk_123")
            "$authentication" shouldNotContain "rk_123"
        }

        // The two that AWS publishes of requests without further headers and with the header
        // x-amz-content-sha256, which the SDK always sends.
        for ((name, query, signature) in
            listOf(
                Triple(
                    "Get Bucket Lifecycle",
                    "lifecycle",
                    "fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543",
                ),
                Triple(
                    "Get Bucket (List Objects)",
                    "max-keys=2&prefix=J",
                    "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7",
                ),
            )) {
            test("row 34: iam signs the example of AWS \"$name\" as AWS does") {
                val key = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"
                iam(
                        AwsBasicCredentials.create("AKIAIOSFODNN7EXAMPLE", key),
                        "us-east-1",
                        "s3",
                        "2013-05-24T00:00:00Z",
                    )
                    .headers(
                        "GET",
                        URI("https://examplebucket.s3.amazonaws.com/?$query"),
                        ByteArray(0),
                    ) shouldBe
                    mapOf(
                        "Authorization" to
                            "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request," +
                                " SignedHeaders=host;x-amz-content-sha256;x-amz-date," +
                                " Signature=$signature",
                        "X-Amz-Date" to "20130524T000000Z",
                        "x-amz-content-sha256" to SigV4.sha256(""),
                    )
            }
        }

        test("row 34: iam signs the body, the port, the session, the region and the service") {
            val signed =
                iam(
                        AwsSessionCredentials.create("AKID", "secret", "session"),
                        "eu-west-1",
                        "execute-api",
                        "2026-01-02T03:04:05Z",
                    )
                    .headers("POST", url, body.toByteArray())
            val headers =
                mapOf(
                    "X-Amz-Date" to "20260102T030405Z",
                    "X-Amz-Security-Token" to "session",
                    "x-amz-content-sha256" to SigV4.sha256(body),
                )
            val expected =
                SigV4("AKID", "secret", "eu-west-1", "execute-api")
                    .authorization(
                        "POST",
                        url,
                        headers + ("Host" to "restate.example:9070"),
                        body,
                    )
            signed shouldBe headers + ("Authorization" to expected)
        }

        test("row 34: iam uses the credentials and the region of the AWS SDK") {
            withProperties(
                "aws.accessKeyId" to "AKFOUND",
                "aws.secretAccessKey" to "secret",
                "aws.region" to "eu-north-1",
            ) {
                authentication("auth_type" to "iam")
                    .headers("GET", url, ByteArray(0))
                    .getValue("Authorization") shouldMatch
                    Regex(
                        "AWS4-HMAC-SHA256 Credential=AKFOUND/\\d{8}/eu-north-1/lambda/aws4_request, .*"
                    )
            }
        }

        test("row 34: iam without credentials reports where to set them") {
            val withoutCredentials =
                AwsCredentialsProviderChain.of(SystemPropertyCredentialsProvider.create())
            val iam =
                IamAuthentication(withoutCredentials, "eu-west-1", "lambda", Clock.systemUTC())
            shouldThrow<AuthenticationException> { iam.headers("GET", url, ByteArray(0)) }
                .message!! shouldStartWith
                "auth_type iam found no AWS credentials; set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY," +
                    " a profile, or give this process a role: Unable to load credentials"
        }

        test("row 34: iam without a region fails at the start").config(
            enabled = System.getenv("AWS_REGION") == null
        ) {
            withProperties(
                "aws.disableEc2Metadata" to "true",
                "aws.configFile" to "/nonexistent",
            ) {
                shouldThrow<IllegalArgumentException> { authentication("auth_type" to "iam") }
                    .message shouldBe
                    "auth_type iam needs an AWS region and found none:" +
                        " set workflow.restate.aws_region, or AWS_REGION"
            }
        }
    })

private fun withProperties(vararg properties: Pair<String, String>, block: () -> Unit) {
    val before = properties.associate { (name, _) -> name to System.getProperty(name) }
    properties.forEach { (name, text) -> System.setProperty(name, text) }
    try {
        block()
    } finally {
        before.forEach { (name, text) ->
            if (text == null) System.clearProperty(name) else System.setProperty(name, text)
        }
    }
}
