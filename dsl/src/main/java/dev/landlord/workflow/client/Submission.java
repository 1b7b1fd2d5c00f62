package dev.landlord.workflow.client;

/**
 * What became of a request to start a run: it was started, or one of that key had been started before, with
 * whatever input.
 *
 * @param invocationId what Restate calls the run, in its UI and its log
 * @param isAlreadyStarted whether there was one; the input that was sent now does nothing then
 */
public record Submission(String invocationId, boolean isAlreadyStarted) {}
