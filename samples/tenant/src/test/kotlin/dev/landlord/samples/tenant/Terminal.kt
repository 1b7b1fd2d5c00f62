package dev.landlord.samples.tenant

import java.io.PrintWriter
import java.io.StringWriter

/** What somebody sees who types `tenant …`. */
class Terminal(vararg arguments: String) {
    private val printed = StringWriter()
    private val complained = StringWriter()

    val exit: Int =
        TenantCommand.commandLine()
            .setOut(PrintWriter(printed, true))
            .setErr(PrintWriter(complained, true))
            .execute(*arguments)

    val out: String = printed.toString()
    val err: String = complained.toString()
}
