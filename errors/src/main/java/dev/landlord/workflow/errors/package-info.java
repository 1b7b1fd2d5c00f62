/** The catalogue of errors and the grammar of their messages, for all modules; it depends on nothing. */
package dev.landlord.workflow.errors;
