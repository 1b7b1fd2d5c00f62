package dev.landlord.workflow.testing.process

import java.io.DataInputStream
import java.io.DataOutputStream
import java.io.IOException
import java.net.InetAddress
import java.net.ServerSocket
import java.net.Socket
import java.nio.ByteBuffer
import java.util.concurrent.ConcurrentHashMap
import kotlin.concurrent.thread

/**
 * A proxy between Restate and a service. Forwards each message of Restate's protocol by itself,
 * also those that were sent together, and calls [onMessage] after each, on the thread that forwards
 * that direction.
 */
class MessageProxy(private val onMessage: () -> Unit) : AutoCloseable {
    private val server = ServerSocket(0, 50, InetAddress.getLoopbackAddress())
    private val open = ConcurrentHashMap.newKeySet<Socket>()

    /** The port of the service; connections are refused while no process listens there. */
    @Volatile var target = 0

    val port: Int
        get() = server.localPort

    init {
        thread(isDaemon = true) {
            try {
                while (true) connect(server.accept())
            } catch (_: IOException) {
                // Closed.
            }
        }
    }

    private fun connect(restate: Socket) {
        val service =
            try {
                Socket(InetAddress.getLoopbackAddress(), target)
            } catch (_: IOException) {
                return restate.close()
            }
        val sockets = listOf(restate, service)
        open += sockets
        thread(isDaemon = true) { forward(restate, service, PREFACE, sockets) }
        thread(isDaemon = true) { forward(service, restate, 0, sockets) }
    }

    private fun forward(from: Socket, to: Socket, preface: Int, sockets: List<Socket>) {
        try {
            val input = DataInputStream(from.getInputStream().buffered())
            val output = DataOutputStream(to.getOutputStream().buffered())
            output.write(input.readNBytes(preface))
            val streams = HashMap<Int, MessageEnds>()
            while (true) {
                val frame = Frame.read(input)
                val ends =
                    if (frame.isSplittable)
                        streams.getOrPut(frame.stream, ::MessageEnds).within(frame.payload)
                    else emptyList()
                var start = 0
                for (end in ends) {
                    frame.writePart(output, start, end)
                    onMessage()
                    start = end
                }
                if (start < frame.payload.size || ends.isEmpty()) {
                    frame.writePart(output, start, frame.payload.size)
                }
            }
        } catch (_: IOException) {
            close(sockets)
        }
    }

    /** Closes all connections. */
    fun disconnect() = close(open.toList())

    private fun close(sockets: List<Socket>) {
        sockets.forEach { it.close() }
        open -= sockets.toSet()
    }

    override fun close() {
        server.close()
        disconnect()
    }
}

/** The preface of a client, in bytes (RFC 9113, section 3.4). */
private const val PREFACE = 24

/** One frame of HTTP/2. */
private class Frame(
    private val type: Int,
    private val flags: Int,
    val stream: Int,
    val payload: ByteArray,
) {
    val isSplittable
        get() = type == DATA && flags and PADDED == 0

    /** Writes this part of the payload as a frame; the last part ends the stream if this does. */
    fun writePart(output: DataOutputStream, start: Int, end: Int) {
        output.writeByte((end - start) shr 16)
        output.writeShort(end - start)
        output.writeByte(type)
        val isLast = end == payload.size
        output.writeByte(if (type == DATA && !isLast) flags and END_STREAM.inv() else flags)
        output.writeInt(stream)
        output.write(payload, start, end - start)
        output.flush()
    }

    companion object {
        private const val DATA = 0
        private const val END_STREAM = 1
        private const val PADDED = 8

        fun read(input: DataInputStream): Frame {
            val length = (input.readUnsignedByte() shl 16) or input.readUnsignedShort()
            val type = input.readUnsignedByte()
            val flags = input.readUnsignedByte()
            val stream = input.readInt()
            return Frame(type, flags, stream, ByteArray(length).also(input::readFully))
        }
    }
}

/**
 * Where the messages of one direction of a stream end: each begins with 8 bytes, which end with its
 * length.
 */
private class MessageEnds {
    private val header = ByteBuffer.allocate(8)
    private var left = 0L

    fun within(payload: ByteArray): List<Int> {
        val ends = ArrayList<Int>()
        var at = 0
        while (at < payload.size) {
            if (left == 0L) {
                header.put(payload[at++])
                if (header.hasRemaining()) continue
                left = header.getInt(4).toLong() and 0xFFFFFFFFL
                header.clear()
            } else {
                val step = minOf(left, (payload.size - at).toLong())
                at += step.toInt()
                left -= step
            }
            if (left == 0L) ends += at
        }
        return ends
    }
}
