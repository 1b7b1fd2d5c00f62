/** Gives the library access to declarations of Restate's SDK that Kotlin code cannot see. */
@NullMarked
package dev.landlord.workflow.sdkinternals;

import org.jspecify.annotations.NullMarked;
