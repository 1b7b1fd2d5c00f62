package dev.landlord.workflow.generated

import dev.landlord.devserver.RestateServer
import dev.landlord.workflow.Campaign
import dev.landlord.workflow.testing.process.MessageProxy
import dev.landlord.workflow.testing.process.ServiceProcess
import dev.landlord.workflow.testing.process.freePort
import dev.landlord.workflow.testing.process.waitUntil
import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.engine.spec.tempdir
import io.kotest.matchers.ints.shouldBeGreaterThan
import java.nio.file.Path
import java.util.concurrent.atomic.AtomicInteger
import kotlin.io.path.div
import kotlin.random.Random

/**
 * G2, G3 and G4 on the real server: the process of the service is killed after each message between
 * Restate and the service, also between two that were sent together.
 */
class KilledBetweenMessagesTest :
    FunSpec({
        for (kind in BodyKind.ofCampaign) {
            test("${kind.name}: kill -9 between any two messages: all actions run, in reverse") {
                val folder = tempdir().toPath()
                RestateServer.start().use { restate ->
                    KilledService(restate, folder, kind).use { service ->
                        val messages = service.run("$PROGRAM-0", killAfter = null)
                        messages shouldBeGreaterThan 20
                        for (message in positions(messages)) {
                            val key = "$PROGRAM-$message"
                            val program = KilledPrograms.of(key)
                            withClue("$key: $program") {
                                service.run(key, killAfter = message)
                                LastingEffects(folder, key)
                                    .shouldBeUndone(program, restate.journal(key), kind)
                            }
                        }
                        service.kills shouldBeGreaterThan 3
                    }
                }
            }
        }
    })

/** The index of the program, which undoes something. */
private const val PROGRAM = 0

/** The messages after which the service is killed, which begin with 1. */
private fun positions(messages: Int): List<Int> =
    (1..messages).shuffled(Random(1)).take(Campaign.rounds(bounded = 6, full = messages))

/** Serves the programs in a process that is killed, and then replaced. */
private class KilledService(
    private val restate: RestateServer,
    private val folder: Path,
    private val kind: BodyKind,
) : AutoCloseable {
    private val seen = AtomicInteger()
    @Volatile private var killAfter: Int? = null
    private val proxy = MessageProxy { if (seen.incrementAndGet() == killAfter) kill() }
    private var process = start()
    @Volatile
    var kills = 0
        private set

    init {
        waitUntil("the service is registered") {
            restate.admin().register(restate.serviceUrl(proxy.port)).let { true }
        }
    }

    private fun start(): ServiceProcess {
        val port = freePort()
        proxy.target = port
        val main = "dev.landlord.workflow.generated.ProgramServiceKt"
        return ServiceProcess(main, folder / "service.log", "$folder", "$port", "0", kind.name)
    }

    @Synchronized
    private fun kill() {
        kills++
        process.close()
        proxy.disconnect()
        process = start()
    }

    /** Runs the program of [key] to its end; returns the number of messages. */
    fun run(key: String, killAfter: Int?): Int {
        seen.set(0)
        this.killAfter = killAfter
        restate.start(key)
        waitUntil("the run $key has ended") { key in restate.ended() }
        this.killAfter = null
        return seen.get()
    }

    @Synchronized
    override fun close() {
        process.close()
        proxy.close()
    }
}
