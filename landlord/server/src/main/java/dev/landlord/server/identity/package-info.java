/** Who sends a request to the HTTP API, and which roles that user has. */
package dev.landlord.server.identity;
