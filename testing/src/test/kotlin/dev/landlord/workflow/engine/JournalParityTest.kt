package dev.landlord.workflow.engine

import dev.landlord.devserver.RestateServer
import dev.landlord.workflow.contract.stringService
import dev.landlord.workflow.landlordWorkflow
import dev.landlord.workflow.serve.serve
import dev.landlord.workflow.step
import dev.landlord.workflow.testing.http.post
import dev.restate.sdk.kotlin.runBlock
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldHaveSize
import io.kotest.matchers.shouldBe

/** E5: the journal equals that of the same workflow written by hand on the SDK. */
class JournalParityTest :
    FunSpec({
        test(
            "a ten-step workflow has exactly the journal of the same workflow on the SDK"
        ) {
            val workflow =
                landlordWorkflow<String, String> { input ->
                    var value = input
                    for (n in 1..10) value = step("step $n") { "$value$n" }
                    value
                }
            val dsl = stringService("Dsl", workflow)
            val byHand =
                stringService("ByHand") { context, input ->
                    var value = input
                    for (n in 1..10) value = context.runBlock("step $n") { "$value$n" }
                    value
                }
            RestateServer.start().use { server ->
                serve(port = 0) {
                        bind(dsl)
                        bind(byHand)
                    }
                    .use { service ->
                        server.admin().register(service.uri())
                        post(server.ingressUrl().resolve("/Dsl/it/run"), "\"x\"") shouldBe
                            post(server.ingressUrl().resolve("/ByHand/it/run"), "\"x\"")
                        journal(server, "Dsl") shouldHaveSize 22
                        journal(server, "Dsl") shouldBe journal(server, "ByHand")
                    }
            }
        }
    })

/**
 * Each entry in full: index, kind, name, ids and payload bytes; only the path of the request
 * differs.
 */
private fun journal(server: RestateServer, service: String): List<String> =
    server
        .admin()
        .query(
            "select j.index, j.entry_type, j.name, j.entry_json from sys_journal j " +
                "join sys_invocation i on i.id = j.id where i.target = '$service/it/run' order by j.index"
        )
        .map { row ->
            listOf("index", "entry_type", "name", "entry_json")
                .joinToString(" ") { row.path(it).asText() }
                .replace("/$service/it/run", "/…/it/run")
        }
