package dev.landlord.server.execution

import com.sun.net.httpserver.HttpServer
import dev.landlord.server.tenant.restateApi
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainExactly
import java.net.InetAddress
import java.net.InetSocketAddress
import java.net.URI

class RunStatusTest :
    FunSpec({
        test("undo actions of equal names have the numbers of their journal entries") {
            val status =
                """
                {"phase": "PARTIALLY_COMPENSATED", "approvals": [], "undo": [
                  {"name": "release", "outcome": "DONE"},
                  {"name": "refund", "outcome": "DONE"},
                  {"name": "release", "outcome": "FAILED", "reason": "locked"}]}
                """
                    .toByteArray()
            val server =
                HttpServer.create(InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0)
            server.createContext("/MyWorkflow/monday/status") { exchange ->
                exchange.sendResponseHeaders(200, status.size.toLong())
                exchange.responseBody.use { it.write(status) }
            }
            server.start()
            try {
                val url = URI("http://127.0.0.1:${server.address.port}")
                val target = WorkflowTarget("my-workflow", "MyWorkflow")
                RunStatus.read(restateApi(url, url), target, "monday").undo() shouldContainExactly
                    listOf(
                        UndoAction("release", "done", null),
                        UndoAction("refund", "done", null),
                        UndoAction("release #2", "failed", "locked"),
                    )
            } finally {
                server.stop(0)
            }
        }
    })
