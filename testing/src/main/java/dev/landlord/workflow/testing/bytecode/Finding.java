package dev.landlord.workflow.testing.bytecode;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A place in the body of a workflow whose result may differ on a replay.
 *
 * @param kind what the code does, and what to write instead: {@link Nondeterminism#advice}
 * @param code the call or the field, such as {@code Instant.now}
 * @param className the class as in the source, for example {@code com.example.ProvisionTenant}; a lambda belongs to
 *     the class that contains it
 * @param methodName the method; of a lambda, the method or the property that contains it
 * @param fileName the source file, empty if the class file does not have it
 * @param line the line in the source file, 0 if the class file has no lines
 * @param calls the calls from the start of the body to the place, such as {@code ProvisionTenant.run
 *     (ProvisionTenant.java:31)}
 */
public record Finding(
        Nondeterminism kind,
        String code,
        String className,
        String methodName,
        String fileName,
        int line,
        List<String> calls) {
    /** Keeps a copy of {@code calls}. */
    public Finding {
        calls = List.copyOf(calls);
    }

    /** The place, such as {@code com.example.ProvisionTenant.run}; {@link WorkflowCode#allow} takes it. */
    public String place() {
        return className + "." + methodName;
    }

    /** One line of a report. */
    @Override
    public String toString() {
        List<String> innermostFirst = new ArrayList<>(calls);
        Collections.reverse(innermostFirst);
        String place = String.join(", called from ", innermostFirst);
        return code + " at " + place + ": " + kind.label() + "; " + kind.advice();
    }
}
