/** Finds, installs, starts, kills and restarts a restate-server of the pinned version, without Docker. */
@NullMarked
package dev.landlord.devserver;

import org.jspecify.annotations.NullMarked;
