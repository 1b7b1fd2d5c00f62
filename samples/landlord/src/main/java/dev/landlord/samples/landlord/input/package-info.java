/** The rule for external JSON, which each entry point of Landlord applies. */
package dev.landlord.samples.landlord.input;
