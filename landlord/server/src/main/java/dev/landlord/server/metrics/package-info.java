/** The metrics of Landlord, for Prometheus. */
package dev.landlord.server.metrics;
