/** Serves workflows over HTTP and registers them with Restate. */
@NullMarked
package dev.landlord.workflow.serve;

import org.jspecify.annotations.NullMarked;
