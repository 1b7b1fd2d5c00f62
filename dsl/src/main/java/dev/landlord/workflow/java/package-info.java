/**
 * The DSL for Java: a workflow is a class that implements {@link dev.landlord.workflow.java.WorkflowBody}, and calls the
 * verbs of {@link dev.landlord.workflow.java.Workflow}. What it declares, such as approvals, is in {@code
 * dev.landlord.workflow}.
 */
@NullMarked
package dev.landlord.workflow.java;

import org.jspecify.annotations.NullMarked;
