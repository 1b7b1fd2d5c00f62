/** The stacks on which blocking bodies run: continuations, virtual threads or platform threads. */
@NullMarked
package dev.landlord.workflow.carrier;

import org.jspecify.annotations.NullMarked;
