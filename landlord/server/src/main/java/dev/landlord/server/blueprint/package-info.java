/**
 * Workflows that users define in YAML: the stored form ({@code Blueprint}), the parser ({@code BlueprintParser}), the store
 * ({@code BlueprintStore}), and the workflow that runs a blueprint ({@code RunBlueprint}).
 */
package dev.landlord.server.blueprint;
