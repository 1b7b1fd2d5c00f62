package dev.landlord.samples.landlord.execution;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;

/**
 * An undo action whose time has come.
 *
 * @param outcome {@code pending}, {@code done} or {@code failed}
 * @param reason why it failed for good; {@code null} unless it did
 */
@JsonInclude(Include.NON_NULL)
public record UndoAction(String name, String outcome, String reason) {}
