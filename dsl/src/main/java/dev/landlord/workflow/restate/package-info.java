/** Connects the engine and the generated services to Restate's SDK. */
@NullMarked
package dev.landlord.workflow.restate;

import org.jspecify.annotations.NullMarked;
