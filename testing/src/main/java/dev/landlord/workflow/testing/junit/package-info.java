/** Runs JUnit tests against workflows on a real restate-server. */
@NullMarked
package dev.landlord.workflow.testing.junit;

import org.jspecify.annotations.NullMarked;
