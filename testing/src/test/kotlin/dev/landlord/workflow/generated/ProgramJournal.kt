package dev.landlord.workflow.generated

import dev.landlord.devserver.RestateServer
import dev.landlord.workflow.testing.journal.Command
import dev.landlord.workflow.testing.journal.JournalImport
import dev.landlord.workflow.testing.journal.RecordedJournal

/** The id of the run of the program [key] on this server. */
fun RestateServer.invocation(key: String): String =
    admin()
        .query("select id from sys_invocation where target = 'Program/$key/run'")
        .single()["id"]
        .asText()

/** The journal of the run of the program [key] on this server. */
internal fun RestateServer.journal(key: String): RecordedJournal =
    JournalImport(admin(), "Program")
        .journal(JournalImport.Execution(invocation(key), key, "completed"))

/** The name that the program gives the block of this command. */
internal fun Command.blockName() = name.removePrefix(Command.UNDO).substringBefore(" #")
