package dev.landlord.server.store

import dev.landlord.server.config.LandlordConfig
import java.util.UUID

/** The databases that Landlord supports, each opened by [open] with no data. */
enum class Stores(val isInstalled: Boolean) {
    H2(true) {
        override fun open() = database("jdbc:h2:mem:${UUID.randomUUID()};DB_CLOSE_DELAY=-1", "sa")
    },
    POSTGRESQL(PostgresServer.isInstalled) {
        override fun open(): Database {
            val schema = "test_" + UUID.randomUUID().toString().replace("-", "")
            val server = postgres
            java.sql.DriverManager.getConnection(server.url, server.user, "").use {
                it.createStatement().execute("create schema $schema")
            }
            return database("${server.url}?currentSchema=$schema", server.user)
        }
    };

    abstract fun open(): Database

    protected fun database(url: String, user: String): Database =
        Database.open(LandlordConfig.of(mapOf("store.url" to url, "store.user" to user)).store())

    companion object {
        /** The server that the tests share; it ends with their process. */
        val postgres: PostgresServer by lazy {
            PostgresServer.start().also { server ->
                Runtime.getRuntime().addShutdownHook(Thread(server::close))
            }
        }
    }
}
