/** Records, compares and reads the journals of runs. */
@NullMarked
package dev.landlord.workflow.testing.journal;

import org.jspecify.annotations.NullMarked;
