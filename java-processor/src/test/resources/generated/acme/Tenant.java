package acme;

public record Tenant(String name, Place place, int budget) {}
