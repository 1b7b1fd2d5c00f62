/** Who sends a request to the HTTP API, and which roles that user has; whether Restate sends a request to the worker. */
package dev.landlord.server.identity;
