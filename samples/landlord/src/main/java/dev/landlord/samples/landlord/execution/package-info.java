/**
 * Executions: the runs of workflows, as Restate knows them. {@code ExecutionReader} tells of them,
 * {@code ExecutionControl} starts and cancels them and takes decisions, {@code StatusMapping} says what
 * Restate's words mean.
 */
package dev.landlord.samples.landlord.execution;
