/** What the handlers of runs require of their input. */
package dev.landlord.server.input;
