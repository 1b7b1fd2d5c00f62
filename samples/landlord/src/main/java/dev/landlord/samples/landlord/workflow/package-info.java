/** The lifecycle workflows of tenants: plan, provision, update, archive and delete. */
package dev.landlord.samples.landlord.workflow;
