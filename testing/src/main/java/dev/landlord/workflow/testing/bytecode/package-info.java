/** Checks the compiled code of workflows for code that is not the same on every replay. */
@NullMarked
package dev.landlord.workflow.testing.bytecode;

import org.jspecify.annotations.NullMarked;
