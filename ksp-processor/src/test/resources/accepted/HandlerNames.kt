package acme.handlers

import dev.landlord.workflow.*

@kotlinx.serialization.Serializable class Value(val x: Int)

@LandlordWorkflow
class Signals {
    val send by signal<Value>()
    val init by signal<Value>()
    val ctx by signal<Value>()
    val client by signal<Value>()
    val value by signal<Value>()
    val input by signal<Value>()
    val context by signal<Value>()
    val request by signal<Value>()
    val timeout by signal<Value>()
    val actor by signal<Value>()
    val connection by signal<Value>()
    val payload by signal<Value>()
    val builder by signal<Value>()
    val get by signal<Value>()
    val invoke by signal<Value>()
    val to by signal<Value>()
    val metadata by signal<Value>()
    val companion by signal<Value>()
    val INSTANCE by signal<Value>()
    val kotlin by signal<Value>()
    val dev by signal<Value>()
    val data by signal<Value>()
    val await by signal<Value>()
    val published by signal<Value>()
    val definition = landlordWorkflow<Int, Int> { it }
}

@LandlordWorkflow
class First {
    val send by query<Value>()
    val init by promise<List<Value>>()
    val INSTANCE by approval<Value>()
    val definition = landlordWorkflow<Int, Int> { it }
}

@LandlordWorkflow
class Second {
    val send by promise<Unit>()
    val init by approval<Unit>()
    val INSTANCE by query<Value>()
    val definition = landlordWorkflow<Int, Int> { it }
}

@LandlordWorkflow
class Third {
    val send by approval<Value>()
    val init by signal<Unit>()
    val INSTANCE by promise<Value>()
    val definition = landlordWorkflow<Int, Int> { it }
}
