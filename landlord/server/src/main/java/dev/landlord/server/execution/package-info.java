/**
 * Executions, which are runs of workflows at Restate: {@code ExecutionReader} reads them, {@code ExecutionControl} starts
 * and cancels them, {@code Approvals} sends decisions to them, and {@code StatusMapping} maps Restate's status.
 */
package dev.landlord.server.execution;
