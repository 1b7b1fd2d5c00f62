package dev.landlord.server.compute

import com.fasterxml.jackson.databind.JsonNode
import com.fasterxml.jackson.databind.ObjectMapper
import dev.restate.sdk.common.TerminalException
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.funSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe

fun json(text: String): JsonNode = ObjectMapper().readTree(text)

/** The contract of all compute providers. */
fun computeProviderContract(name: String, config: JsonNode, compute: ComputeProvider) = funSpec {
    val resources = compute.resources(config)

    fun made(tenant: String): List<String> =
        compute.status(tenant).map { it.observed().keys.toList() }.orElse(listOf())

    fun removeAll(tenant: TenantSpec, claim: String) =
        resources.reversed().forEach { compute.remove(it, tenant, claim) }

    test("$name creates, returns and removes a tenant") {
        val tenant = TenantSpec("acme", config)
        compute.errors(config) shouldBe listOf()
        val observed = resources.associateWith { compute.create(it, tenant, "ours") }
        val presence = compute.status("acme").orElseThrow()
        presence.claim() shouldBe "ours"
        presence.observed() shouldBe observed
        removeAll(tenant, "ours")
        compute.status("acme").isPresent shouldBe false
    }

    test("$name is idempotent") {
        val tenant = TenantSpec("again", config)
        for (resource in resources) {
            compute.create(resource, tenant, "ours") shouldBe
                compute.create(resource, tenant, "ours")
            compute.update(resource, tenant, "ours") shouldBe
                compute.create(resource, tenant, "ours")
        }
        made("again") shouldContainExactly resources
        removeAll(tenant, "ours")
        removeAll(tenant, "ours")
        made("again") shouldBe listOf()
    }

    test("$name does not change resources with another claim") {
        val tenant = TenantSpec("taken", config)
        resources.forEach { compute.create(it, tenant, "ours") }
        for (resource in resources) {
            shouldThrow<TerminalException> { compute.create(resource, tenant, "theirs") }
                .code shouldBe 409
        }
        removeAll(tenant, "theirs")
        made("taken") shouldContainExactly resources
        compute.status("taken").orElseThrow().find(resources.first(), "theirs").isPresent shouldBe
            false
        removeAll(tenant, "ours")
    }
}
