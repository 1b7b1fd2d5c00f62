/** Tests in Java of workflows in Java. */
@NullMarked
package dev.landlord.workflow.testing.java;

import org.jspecify.annotations.NullMarked;
