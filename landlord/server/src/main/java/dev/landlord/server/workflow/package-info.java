/** The lifecycle workflows of tenants: plan, provision, update, archive and delete. */
package dev.landlord.server.workflow;
