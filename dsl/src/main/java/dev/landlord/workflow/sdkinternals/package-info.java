/**
 * What only Java code can do: use declarations of Restate's SDK that Kotlin code cannot see, and
 * call a suspend function without the type check that Kotlin adds.
 */
@NullMarked
package dev.landlord.workflow.sdkinternals;

import org.jspecify.annotations.NullMarked;
