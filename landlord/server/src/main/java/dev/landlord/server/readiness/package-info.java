/** Whether Landlord can change something now: through Restate, this worker and the database. */
package dev.landlord.server.readiness;
