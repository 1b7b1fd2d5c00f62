/** Restate over HTTP: what calls its ingress, its admin API and its tables goes through here. */
package dev.landlord.samples.landlord.restate;
