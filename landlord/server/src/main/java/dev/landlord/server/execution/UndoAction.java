package dev.landlord.server.execution;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;

/**
 * An undo action of a run that has failed or was cancelled.
 *
 * @param name the name, unique in the run: the second {@code release} is {@code release #2}
 * @param outcome {@code pending}, {@code done} or {@code failed}
 * @param reason why the undo action failed terminally; {@code null} if it did not
 */
@JsonInclude(Include.NON_NULL)
public record UndoAction(String name, String outcome, String reason) {}
