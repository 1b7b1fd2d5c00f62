package dev.landlord.samples.tenant

/** A cloud of names: nothing is made, and everything can be asked for. */
class FakeCloud : Cloud {
    val made: MutableSet<String> = sortedSetOf()

    override fun createDirectory(tenant: String, claim: String) {
        made += "directory"
    }

    override fun removeDirectory(tenant: String, claim: String) {
        made -= setOf("directory", "database")
    }

    override fun createDatabase(request: ProvisionRequest) {
        made += "database"
    }

    override fun startPage(tenant: String, claim: String): String {
        made += "page"
        return "http://$tenant.example"
    }

    override fun stopPage(tenant: String, claim: String) {
        made -= "page"
    }

    override fun checkHealth(tenant: Tenant) = check("page" in made) { "no page" }

    override fun register(tenant: Tenant, claim: String) {
        made += "entry"
    }

    override fun unregister(tenant: String, claim: String) {
        made -= "entry"
    }
}
