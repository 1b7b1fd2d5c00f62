package dev.landlord.server

import java.io.IOException
import java.net.InetAddress
import java.net.ServerSocket
import java.net.Socket
import kotlin.concurrent.thread

private val LOOPBACK: InetAddress = InetAddress.getByName("127.0.0.1")

/** Listens on the port, or on any free port if it is in use. */
private fun listen(wanted: Int): ServerSocket =
    try {
        ServerSocket(wanted, 50, LOOPBACK)
    } catch (taken: IOException) {
        ServerSocket(0, 50, LOOPBACK)
    }

/** The port, or another one if it is in use. */
fun freePort(wanted: Int = 0): Int = listen(wanted).use { it.localPort }

/** Forwards a port of the documents to a server, or any free port if it is in use. */
class PortForward(wanted: Int, private val target: Int) : AutoCloseable {
    private val server = listen(wanted)
    val port: Int = server.localPort

    init {
        daemon {
            while (true) {
                val caller = server.accept()
                daemon { caller.use(::connect) }
            }
        }
    }

    private fun connect(caller: Socket) {
        val called = Socket(LOOPBACK, target)
        daemon { copy(called, caller) }
        copy(caller, called)
    }

    private fun copy(from: Socket, to: Socket) {
        to.use { from.use { from.getInputStream().transferTo(to.getOutputStream()) } }
    }

    /** The thread ends with its sockets. */
    private fun daemon(work: () -> Unit) {
        thread(isDaemon = true) {
            try {
                work()
            } catch (closed: IOException) {
                // The other side has closed the connection.
            }
        }
    }

    override fun close() = server.close()
}
