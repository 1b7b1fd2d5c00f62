package com.example

import dev.landlord.workflow.LandlordWorkflow
import dev.landlord.workflow.compensate
import dev.landlord.workflow.landlordWorkflow
import dev.landlord.workflow.serve.serve
import dev.landlord.workflow.step
import java.net.URI
import kotlinx.serialization.Serializable

@Serializable data class Guest(val name: String)

@LandlordWorkflow
class Greet {
    val workflow =
        landlordWorkflow<Guest, String> { guest ->
            compensate("take the greeting back") { println("Sorry, ${guest.name}.") }
            step("greet") { "Hello, ${guest.name}!".also { println(it) } }
        }
}

fun main() {
    val server =
        serve(port = 9080) {
            bind(GreetService(Greet()))
            register(URI("http://localhost:9070"))
        }
    println("serving at ${server.uri()}; Ctrl-C stops it")
}
