/** Serves workflows on a real restate-server for tests. */
@NullMarked
package dev.landlord.workflow.testing.server;

import org.jspecify.annotations.NullMarked;
