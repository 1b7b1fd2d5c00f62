/**
 * The test kit for workflows in Java: {@link dev.landlord.workflow.testing.java.WorkflowStory} tests one run in memory,
 * {@link dev.landlord.workflow.testing.java.ReplayCheck} all its replays, {@link
 * dev.landlord.workflow.testing.java.GoldenJournals} and {@link dev.landlord.workflow.testing.java.LiveReplay} a change
 * of the code while runs are in flight. {@code dev.landlord.workflow.testing.junit} runs workflows on a server.
 */
@NullMarked
package dev.landlord.workflow.testing.java;

import org.jspecify.annotations.NullMarked;
