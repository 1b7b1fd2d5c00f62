/** Tests workflows in memory and on a real restate-server. */
@NullMarked
package dev.landlord.workflow.testing;

import org.jspecify.annotations.NullMarked;
