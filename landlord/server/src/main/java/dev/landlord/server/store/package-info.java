/** The database of what Landlord itself keeps. */
package dev.landlord.server.store;
