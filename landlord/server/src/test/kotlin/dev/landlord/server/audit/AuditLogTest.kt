package dev.landlord.server.audit

import com.fasterxml.jackson.databind.ObjectMapper
import dev.landlord.server.store.StoreException
import dev.landlord.server.store.Stores
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import java.time.Instant
import java.util.Optional
import java.util.concurrent.Executors
import java.util.concurrent.TimeUnit

/** The audit log behaves the same way in each database. */
class AuditLogTest :
    FunSpec({
        fun json(text: String) = ObjectMapper().readTree(text)

        fun entry(
            id: String,
            at: String = "2026-11-20T10:00:00Z",
            actor: String = "ada",
            action: String = "tenant.create",
            target: String = "tenant/acme",
        ) =
            AuditEntry(
                id,
                Instant.parse(at),
                actor,
                "127.0.0.1",
                "deploy-1",
                action,
                target,
                json("""{"name":"acme","note":"snow \u2603 and \\u0007"}"""),
                Instant.parse(at).plusMillis(5),
                201,
                null,
                null,
                json("""{"status":"requested"}"""),
            )

        fun filter(
            actor: String? = null,
            action: String? = null,
            target: String? = null,
            since: String? = null,
            until: String? = null,
        ) =
            AuditFilter(
                Optional.ofNullable(actor),
                Optional.ofNullable(action),
                Optional.ofNullable(target),
                Optional.ofNullable(since).map(Instant::parse),
                Optional.ofNullable(until).map(Instant::parse),
            )

        for (store in Stores.entries) {
            test("$store: an entry is read as it was added").config(enabled = store.isInstalled) {
                store.open().use { database ->
                    val log = AuditLog(database)
                    log.addRequest(entry("1"))
                    log.addResult(entry("1"))
                    log.list(AuditFilter.none(), 0, 10) shouldBe
                        AuditLog.Page(listOf(entry("1")), 1)
                }
            }

            test("$store: a request without a result is an entry whose result is unknown").config(
                enabled = store.isInstalled
            ) {
                store.open().use { database ->
                    val log = AuditLog(database)
                    log.addRequest(entry("1"))
                    val found = log.list(AuditFilter.none(), 0, 10).entries().single()
                    found.action() shouldBe "tenant.create"
                    found.request() shouldBe entry("1").request()
                    found.completedAt() shouldBe null
                    found.status() shouldBe null
                    found.after() shouldBe null
                }
            }

            test("$store: the same entry is added once").config(enabled = store.isInstalled) {
                store.open().use { database ->
                    val log = AuditLog(database)
                    repeat(2) { log.add(listOf(entry("t:3"), entry("t:4"))) }
                    log.list(AuditFilter.none(), 0, 10).total() shouldBe 2
                    shouldThrow<StoreException> { log.addRequest(entry("t:3")) }
                }
            }

            test("$store: pages are newest first, and the export is oldest first").config(
                enabled = store.isInstalled
            ) {
                store.open().use { database ->
                    val log = AuditLog(database)
                    log.add((1..1203).map { entry("$it") })
                    val page = log.list(AuditFilter.none(), 1, 3)
                    page.entries().map { it.id() } shouldContainExactly
                        listOf("1202", "1201", "1200")
                    page.total() shouldBe 1203
                    val exported = mutableListOf<String>()
                    log.forEach(AuditFilter.none()) { exported += it.id() }
                    exported shouldContainExactly (1..1203).map { "$it" }
                }
            }

            test("$store: each filter selects exactly its entries").config(
                enabled = store.isInstalled
            ) {
                store.open().use { database ->
                    val log = AuditLog(database)
                    val all =
                        listOf(
                            entry("a", at = "2026-11-20T10:00:00Z"),
                            entry("b", at = "2026-11-21T10:00:00Z", actor = "bob"),
                            entry("c", action = "tenant.delete"),
                            entry("d", action = "tenants"),
                            entry("e", target = "tenant/acme-2"),
                            entry("f", target = "approval/deploy/monday/ask"),
                            entry("g", target = "100%/_"),
                        )
                    all.forEach { log.add(listOf(it)) }
                    fun found(filter: AuditFilter): List<String> {
                        val ids = mutableListOf<String>()
                        log.forEach(filter) { ids += it.id() }
                        log.list(filter, 0, 100).let {
                            it.entries().map { entry -> entry.id() }.reversed() shouldBe ids
                            it.total() shouldBe ids.size
                        }
                        return ids
                    }
                    found(filter(actor = "bob")) shouldContainExactly listOf("b")
                    found(filter(action = "tenant.delete")) shouldContainExactly listOf("c")
                    found(filter(action = "tenant")) shouldContainExactly
                        listOf("a", "b", "c", "e", "f", "g")
                    found(filter(target = "tenant/acme")) shouldContainExactly
                        listOf("a", "b", "c", "d")
                    found(filter(target = "approval/deploy")) shouldContainExactly listOf("f")
                    found(filter(target = "100%")) shouldContainExactly listOf("g")
                    found(filter(target = "_")).shouldBeEmpty()
                    found(filter(since = "2026-11-21T10:00:00Z")) shouldContainExactly listOf("b")
                    found(
                        filter(until = "2026-11-21T10:00:00Z", action = "tenant")
                    ) shouldContainExactly listOf("a", "c", "e", "f", "g")
                    found(filter(actor = "' or 1=1 --")).shouldBeEmpty()
                }
            }

            test("$store: the result may name another target, by which the entry is found").config(
                enabled = store.isInstalled
            ) {
                store.open().use { database ->
                    val log = AuditLog(database)
                    log.addRequest(entry("1", target = "tenant/4c1f"))
                    log.addResult(entry("1", target = "tenant/acme"))
                    val found = log.list(filter(target = "tenant/acme"), 0, 10)
                    found.entries().single().target() shouldBe "tenant/acme"
                    log.list(filter(target = "tenant/4c1f"), 0, 10).total() shouldBe 0
                }
            }

            test("$store: entries that are added at the same time are all kept").config(
                enabled = store.isInstalled
            ) {
                store.open().use { database ->
                    val log = AuditLog(database)
                    val threads = Executors.newFixedThreadPool(20)
                    repeat(400) { id ->
                        threads.execute {
                            log.addRequest(entry("$id"))
                            log.addResult(entry("$id"))
                        }
                    }
                    threads.shutdown()
                    threads.awaitTermination(5, TimeUnit.MINUTES) shouldBe true
                    log.list(AuditFilter.none(), 0, 1).total() shouldBe 400
                }
            }
        }
    })
