package dev.landlord.server.execution;

import java.util.List;

/**
 * A page of a list of executions.
 *
 * @param total the number of all executions that match the filter
 */
public record ExecutionPage(List<Execution> executions, long total) {}
