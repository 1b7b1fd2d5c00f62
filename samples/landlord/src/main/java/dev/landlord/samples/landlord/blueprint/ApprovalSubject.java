package dev.landlord.samples.landlord.blueprint;

/**
 * What an approval of a blueprint is about. All steps of kind {@code approval} share one approval of the workflow that
 * runs blueprints; the subject of a request says which step made it.
 *
 * @param step its name, in which no {@code :} can be
 * @param subject in words; {@code null} if the name says it
 */
public record ApprovalSubject(String step, String subject) {
    /** The approval that the steps share. */
    public static final String APPROVAL = "gate";

    private static final String BETWEEN = ": ";

    /** As the request carries it. */
    public String text() {
        return subject == null ? step : step + BETWEEN + subject;
    }

    /** Reads what {@link #text} wrote. */
    public static ApprovalSubject of(String text) {
        int end = text.indexOf(BETWEEN);
        return end < 0
                ? new ApprovalSubject(text, null)
                : new ApprovalSubject(text.substring(0, end), text.substring(end + BETWEEN.length()));
    }
}
