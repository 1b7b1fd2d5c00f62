/**
 * What the server and the command line share: the HTTP API as {@code openapi.yaml} describes it, the rule for the JSON in
 * it, and how the command line starts a server.
 */
package dev.landlord.api;
