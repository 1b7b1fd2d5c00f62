/**
 * Workflows that users define in YAML: what one is ({@code Blueprint}), how it is read and what is
 * wrong with it ({@code BlueprintParser}), where it is kept ({@code BlueprintStore}), and the workflow
 * that runs one ({@code RunBlueprint}).
 */
package dev.landlord.samples.landlord.blueprint;
