package acme;

public record ProvisionRequest(String tenant, Place place) {}
