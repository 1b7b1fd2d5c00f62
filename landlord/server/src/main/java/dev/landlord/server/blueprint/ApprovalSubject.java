package dev.landlord.server.blueprint;

/**
 * The subject of an approval of a blueprint. All steps of kind {@code approval} share one approval of the workflow that
 * runs blueprints; the subject of a request contains the name of the step.
 *
 * @param step the name of the step, which contains no {@code :}
 * @param subject the subject that the user wrote; {@code null} if there is none
 */
public record ApprovalSubject(String step, String subject) {
    /** The approval that the steps share. */
    public static final String APPROVAL = "gate";

    private static final String SEPARATOR = ": ";

    /** The text in the request. */
    public String text() {
        return subject == null ? step : step + SEPARATOR + subject;
    }

    /** Parses the result of {@link #text}. */
    public static ApprovalSubject of(String text) {
        int end = text.indexOf(SEPARATOR);
        return end < 0
                ? new ApprovalSubject(text, null)
                : new ApprovalSubject(text.substring(0, end), text.substring(end + SEPARATOR.length()));
    }
}
