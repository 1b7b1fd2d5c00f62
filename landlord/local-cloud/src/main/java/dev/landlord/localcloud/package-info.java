/** Tenants on this machine: folders, databases, and processes that serve pages. For trials and demonstrations. */
@NullMarked
package dev.landlord.localcloud;

import org.jspecify.annotations.NullMarked;
