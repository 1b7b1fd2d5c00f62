package dev.landlord.server.http

import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.engine.spec.tempdir
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import kotlin.io.path.div
import kotlin.io.path.exists
import kotlin.io.path.readLines

/** The requests of callers of Restate's ingress. */
class IngressRunTest :
    FunSpec({
        val landlord = RunningLandlord.shared

        fun run(path: String, body: String) =
            sendJson(landlord.restate.ingressUrl().resolve(path), body)

        test(
            "fault 22: a request to the ingress runs the stored definition, and not one in the request"
        ) {
            val log = tempdir().toPath() / "log"
            val evil = """{"steps":[{"name":"a","run":"echo evil >> $log"}]}"""
            landlord.workflow("ingress-run", """[{"name":"a","run":"echo kept >> $log"}]""")
            landlord.workflow("ingress-other", """[{"name":"a","run":"echo other >> $log"}]""")
            val version = landlord.get("/v1/workflows/ingress-run").json["created_at"].asText()
            val refused =
                mapOf(
                    """{"workflow":"ingress-run","definition":$evil,"input":null}""" to 400,
                    """{"workflow":"ingress-run","version":"$version","definition":$evil}""" to 400,
                    """{"workflow":"ingress-run","version":"1"}""" to 409,
                    """{"workflow":"ingress-other","version":"$version"}""" to 400,
                    """{"workflow":"../x","version":"$version"}""" to 400,
                    """{"workflow":"","version":"$version"}""" to 400,
                    """{"workflow":"ingress--run","version":"$version"}""" to 404,
                    evil to 400,
                    "{}" to 400,
                    "[]" to 400,
                )
            refused.entries.forEachIndexed { index, (body, status) ->
                withClue(body) {
                    val answer = run("/IngressRun/refused-$index/run", body)
                    answer.statusCode() shouldBe status
                    answer.body().contains("dev.landlord") shouldBe false
                }
            }
            log.exists() shouldBe false

            val kept = """{"workflow":"ingress-run","version":"$version","input":{}}"""
            run("/IngressRun/kept/run", kept).statusCode() shouldBe 200
            log.readLines() shouldBe listOf("kept")
            run("/IngressRun/refused-1/run/send", kept).body() shouldContain "PreviouslyAccepted"
        }
    })
