package dev.landlord.workflow.testing.bytecode;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The compiled code of workflows, in which {@link #check} finds code that may differ on a replay (guarantee G1). Runs no
 * workflow and loads no class.
 *
 * <pre>{@code
 * @Test
 * void isDeterministic() {
 *     WorkflowCode.of(ProvisionTenant.class).check();
 * }
 * }</pre>
 *
 * <p>The check starts at each body: {@code run} of a {@code WorkflowBody}, and the lambda of a {@code
 * landlordWorkflow}. It follows each call into the same directory or jar, with lambdas, helpers and constructors. It does
 * not follow calls into libraries, nor the blocks of {@code step}, {@code compensate}, {@code poll}, the notifications of
 * approvals and {@code remindEvery}, which may do anything. It follows a call of an interface if the project has exactly
 * one implementation, or the interface is sealed.
 *
 * <p>The check does not see what a library does, lambdas and services that are injected, and lambdas that an object keeps
 * in a field. {@code checkReplayDeterminism} finds those that change within a process.
 */
public final class WorkflowCode {
    private record Allowance(Nondeterminism kind, String place, String reason) {
        boolean covers(Finding finding) {
            return finding.kind() == kind && finding.place().equals(place);
        }

        @Override
        public String toString() {
            return kind + ", \"" + place + "\", \"" + reason + "\"";
        }
    }

    private final String name;
    private final Path place;
    private final Predicate<String> isIncluded;
    private final List<Allowance> allowances;

    private WorkflowCode(String name, Path place, Predicate<String> isIncluded, List<Allowance> allowances) {
        this.name = name;
        this.place = place;
        this.isIncluded = isIncluded;
        this.allowances = allowances;
    }

    /**
     * The workflows in a class and in the classes that it contains. For the functions of a Kotlin file pass the class of
     * a workflow in the file, or use {@link #inDirectory}.
     *
     * @throws IllegalArgumentException if the class is not read from a directory or a jar, LW193
     */
    public static WorkflowCode of(Class<?> type) {
        String internal = type.getName().replace('.', '/');
        return new WorkflowCode(
                type.getName(),
                codeSource(type),
                found -> found.equals(internal) || found.startsWith(internal + "$"),
                List.of());
    }

    /** All workflows in a directory with class files, such as {@code target/classes}, or in a jar. */
    public static WorkflowCode inDirectory(Path directoryOrJar) {
        return new WorkflowCode(directoryOrJar.toString(), directoryOrJar, found -> true, List.of());
    }

    /**
     * Returns this code without the findings of a kind in a method.
     *
     * @param place the class and the method as a finding names them, such as {@code
     *     com.example.ProvisionTenant.newName}
     * @param reason why the place is harmless; must not be blank
     * @throws IllegalArgumentException if {@code reason} is blank, LW193
     */
    public WorkflowCode allow(Nondeterminism kind, String place, String reason) {
        if (reason.isBlank()) throw new IllegalArgumentException(BytecodeErrors.noReason(place));
        List<Allowance> more = new ArrayList<>(allowances);
        more.add(new Allowance(kind, place, reason));
        return new WorkflowCode(name, this.place, isIncluded, List.copyOf(more));
    }

    /** The names of the bodies, such as {@code com.example.ProvisionTenant.run}. */
    public List<String> bodies() {
        return new Bodies(classes(), isIncluded)
                .workflows().stream()
                        .map(body -> Method.sourceClass(body.self()) + "."
                                + body.method().sourceName())
                        .toList();
    }

    /**
     * The findings that are not allowed, in the order of classes and lines. Reads the class files on each call.
     *
     * @throws IllegalArgumentException if the directory or jar cannot be read, LW193
     */
    public List<Finding> findings() {
        return allFindings(classes()).stream()
                .filter(finding -> allowances.stream().noneMatch(allowance -> allowance.covers(finding)))
                .toList();
    }

    /**
     * Checks the workflows.
     *
     * @throws AssertionError if there is a finding that is not allowed, LW191; the message has them all
     * @throws IllegalArgumentException if there is no workflow, if the directory or jar cannot be read, or if an {@link
     *     #allow} has no finding, LW193
     */
    public void check() {
        ProjectClasses classes = classes();
        Bodies bodies = new Bodies(classes, isIncluded);
        if (bodies.workflows().isEmpty() && bodies.parts().isEmpty()) {
            throw new IllegalArgumentException(BytecodeErrors.noWorkflow(name));
        }
        List<Finding> all = allFindings(classes);
        List<Finding> left = all.stream()
                .filter(finding -> allowances.stream().noneMatch(allowance -> allowance.covers(finding)))
                .toList();
        if (!left.isEmpty()) throw new AssertionError(BytecodeErrors.findings(name, left));
        for (Allowance allowance : allowances) {
            if (all.stream().noneMatch(allowance::covers)) {
                throw new IllegalArgumentException(BytecodeErrors.unusedAllowance(allowance.toString()));
            }
        }
    }

    private List<Finding> allFindings(ProjectClasses classes) {
        Bodies bodies = new Bodies(classes, isIncluded);
        Set<Bodies.Body> workflows = bodies.workflows();
        Set<String> owners = workflows.stream()
                .flatMap(body -> Stream.of(
                        body.self(), body.method().owner.name, String.valueOf(body.method().owner.outerClass)))
                .collect(Collectors.toSet());
        BodyWalk walk = new BodyWalk(classes, owners);
        workflows.forEach(body -> walk.walk(body.method(), body.self()));
        bodies.parts().forEach(walk::walkUnseen);
        return walk.findings().stream()
                .sorted(Comparator.comparing(Finding::className).thenComparingInt(Finding::line))
                .toList();
    }

    private ProjectClasses classes() {
        try {
            return ProjectClasses.in(place);
        } catch (IOException | RuntimeException failure) {
            throw new IllegalArgumentException(BytecodeErrors.unreadable(name, failure.toString()), failure);
        }
    }

    private static Path codeSource(Class<?> type) {
        @Nullable CodeSource source = type.getProtectionDomain().getCodeSource();
        if (source == null)
            throw new IllegalArgumentException(BytecodeErrors.unreadable(type.getName(), "no class file"));
        try {
            return Path.of(source.getLocation().toURI());
        } catch (URISyntaxException failure) {
            throw new IllegalArgumentException(BytecodeErrors.unreadable(type.getName(), failure.toString()), failure);
        }
    }
}
