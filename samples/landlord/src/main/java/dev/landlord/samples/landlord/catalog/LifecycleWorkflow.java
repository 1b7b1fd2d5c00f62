package dev.landlord.samples.landlord.catalog;

/** The workflows that come with Landlord. Tenants run them; they can be run by hand too. */
enum LifecycleWorkflow {
    PLANNING("tenant-planning", "Says what would be done to make a tenant, and has it approved if that is wanted."),
    PROVISIONING("tenant-provisioning", "Makes what a tenant consists of, or undoes it all."),
    UPDATE("tenant-update", "Changes a tenant to another configuration, or back."),
    ARCHIVING("tenant-archiving", "Removes what a tenant consists of; the tenant stays known."),
    DELETION("tenant-deletion", "Removes what a tenant consists of, whether it is there or not.");

    private final String id;
    private final String description;

    LifecycleWorkflow(String id, String description) {
        this.id = id;
        this.description = description;
    }

    String id() {
        return id;
    }

    String description() {
        return description;
    }
}
