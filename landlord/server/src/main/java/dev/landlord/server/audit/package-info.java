/** The record of every change and decision. */
package dev.landlord.server.audit;
