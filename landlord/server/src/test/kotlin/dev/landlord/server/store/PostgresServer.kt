package dev.landlord.server.store

import java.net.ServerSocket
import java.nio.file.Files
import java.nio.file.Path
import java.sql.DriverManager
import java.util.concurrent.TimeUnit
import kotlin.io.path.Path
import kotlin.io.path.deleteRecursively
import kotlin.io.path.isDirectory
import kotlin.io.path.isExecutable
import kotlin.io.path.listDirectoryEntries

/** A PostgreSQL server with an empty database, from the programs of Debian's package. */
class PostgresServer
private constructor(private val process: Process, private val folder: Path, port: Int) :
    AutoCloseable {
    val url: String = "jdbc:postgresql://127.0.0.1:$port/$USER"
    val user: String = USER

    private fun awaitConnection() {
        val deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(2)
        while (runCatching { DriverManager.getConnection(url, USER, "").close() }.isFailure) {
            check(process.isAlive && System.nanoTime() < deadline) { "PostgreSQL does not start" }
            Thread.sleep(50)
        }
    }

    override fun close() {
        process.destroy()
        process.waitFor(60, TimeUnit.SECONDS)
        @OptIn(kotlin.io.path.ExperimentalPathApi::class) folder.deleteRecursively()
    }

    companion object {
        private const val USER = "postgres"
        private val isRoot = System.getProperty("user.name") == "root"

        private val programs: Path? by lazy {
            val versions =
                Path("/usr/lib/postgresql").takeIf { it.isDirectory() }?.listDirectoryEntries()
            val onPath = System.getenv("PATH").split(":").map { Path(it) }
            (onPath + versions.orEmpty().sorted().reversed().map { it.resolve("bin") }).find {
                it.resolve("initdb").isExecutable() && it.resolve("postgres").isExecutable()
            }
        }

        /**
         * Whether the programs are installed. With `LANDLORD_TEST_POSTGRES=required` the tests fail
         * if they are not.
         */
        val isInstalled: Boolean
            get() = programs != null || System.getenv("LANDLORD_TEST_POSTGRES") == "required"

        fun start(): PostgresServer {
            val bin =
                checkNotNull(programs) { "PostgreSQL is not installed: apt-get install postgresql" }
            val folder = Files.createTempDirectory("landlord-postgres")
            if (isRoot) run("chown", USER, "$folder")
            val data = folder.resolve("data")
            run(
                *asUser(
                    "$bin/initdb",
                    "--pgdata=$data",
                    "--username=$USER",
                    "--auth=trust",
                    "--no-sync",
                )
            )
            val port = ServerSocket(0).use { it.localPort }
            val process =
                ProcessBuilder(
                        *asUser("$bin/postgres", "-D", "$data", "-p", "$port"),
                        "-c",
                        "listen_addresses=127.0.0.1",
                        "-c",
                        "unix_socket_directories=",
                    )
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("log").toFile())
                    .start()
            return PostgresServer(process, folder, port).apply { awaitConnection() }
        }

        /** PostgreSQL refuses to run as root. */
        private fun asUser(vararg command: String): Array<String> =
            if (isRoot)
                arrayOf(
                    "setpriv",
                    "--reuid=$USER",
                    "--regid=$USER",
                    "--clear-groups",
                    "--",
                    *command,
                )
            else arrayOf(*command)

        private fun run(vararg command: String) {
            val process = ProcessBuilder(*command).redirectErrorStream(true).start()
            val printed = process.inputStream.readAllBytes().decodeToString()
            check(process.waitFor() == 0) { "${command.joinToString(" ")} failed:\n$printed" }
        }
    }
}
