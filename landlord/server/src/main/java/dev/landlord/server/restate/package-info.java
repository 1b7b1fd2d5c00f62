/** All HTTP requests to Restate: its ingress, its admin API and the queries over its tables. */
package dev.landlord.server.restate;
