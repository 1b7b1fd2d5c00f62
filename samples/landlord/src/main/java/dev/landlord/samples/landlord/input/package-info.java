/** The rule for JSON from outside, which each door of Landlord applies. */
package dev.landlord.samples.landlord.input;
