/** Who may decide on the approvals of executions, and the proof that Landlord sends with a decision. */
package dev.landlord.server.decision;
