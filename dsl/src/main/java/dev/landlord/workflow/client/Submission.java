package dev.landlord.workflow.client;

/**
 * The answer to a request to start a run: the request started the run, or the key had a run before.
 *
 * @param invocationId the id of the run in Restate's UI and log
 * @param isAlreadyStarted whether the key had a run before, which keeps its input
 */
public record Submission(String invocationId, boolean isAlreadyStarted) {}
