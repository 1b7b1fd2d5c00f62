package dev.landlord.benchmarks.sidebyside;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** One of the implementations that are compared: an arm of the experiment. */
enum Arm {
    HAND_WRITTEN("hand-written Kotlin, Restate SDK", "Hand", Backend.Kind.RESTATE),
    HAND_WRITTEN_JAVA("hand-written Java, Restate SDK", "ByHand", Backend.Kind.RESTATE),
    NODE("restate-sdk-gen on Node", "Node", Backend.Kind.RESTATE),
    KOTLIN("landlord-workflow, Kotlin", "Kotlin", Backend.Kind.RESTATE),
    JAVA("landlord-workflow, Java", "Java", Backend.Kind.RESTATE),
    KOTLIN_DEFAULTS("landlord-workflow, Kotlin, 24 partitions", "Kotlin", Backend.Kind.RESTATE_DEFAULTS),
    KOTLIN_LOCAL_LOG("landlord-workflow, Kotlin, local log", "Kotlin", Backend.Kind.RESTATE_LOCAL_LOG),
    DBOS("DBOS Transact for Java", "Dbos", Backend.Kind.POSTGRES),
    JAVA_VIRTUAL_THREAD("landlord-workflow, Java on virtual threads", "Java", Backend.Kind.RESTATE),
    JAVA_PLATFORM_THREAD("landlord-workflow, Java on platform threads", "Java", Backend.Kind.RESTATE);

    /** Those of the documentation; the others compare the carriers of a Java body, and need JDK 21 or newer. */
    static final List<Arm> DEFAULTS = Arrays.stream(values())
            .filter(arm -> arm != JAVA_VIRTUAL_THREAD && arm != JAVA_PLATFORM_THREAD)
            .toList();

    final String title;

    /** What the names of the services begin with. */
    final String prefix;

    /** Where its runs are durable. */
    final Backend.Kind backend;

    Arm(String title, String prefix, Backend.Kind backend) {
        this.title = title;
        this.prefix = prefix;
        this.backend = backend;
    }

    /** The command that serves the arm, and prints the port. */
    List<String> command(List<String> arguments) {
        List<String> command = new ArrayList<>();
        if (this == NODE) {
            command.addAll(List.of("node", NodeModules.service().toString()));
        } else {
            command.add(ProcessHandle.current().info().command().orElse("java"));
            command.addAll(carrier());
            command.addAll(List.of(
                    "-Xmx512m",
                    "--add-exports=java.base/jdk.internal.vm=ALL-UNNAMED",
                    "--add-opens=java.base/java.lang=ALL-UNNAMED",
                    "-cp",
                    System.getProperty("java.class.path"),
                    "dev.landlord.benchmarks.arms." + main()));
        }
        command.addAll(arguments);
        return command;
    }

    /** The library chooses the carrier of a Java body, unless the arm has its own. */
    private List<String> carrier() {
        return switch (this) {
            case JAVA_VIRTUAL_THREAD -> List.of("-Dlandlord.carrier=virtual-thread");
            case JAVA_PLATFORM_THREAD -> List.of("-Dlandlord.carrier=platform-thread");
            default -> List.of();
        };
    }

    private String main() {
        return switch (this) {
            case HAND_WRITTEN -> "KotlinByHandKt";
            case HAND_WRITTEN_JAVA -> "JavaByHand";
            case KOTLIN, KOTLIN_DEFAULTS, KOTLIN_LOCAL_LOG -> "KotlinWorkflowsKt";
            case JAVA, JAVA_VIRTUAL_THREAD, JAVA_PLATFORM_THREAD -> "JavaWorkflows";
            case DBOS -> "DbosService";
            case NODE -> throw new IllegalStateException("runs on Node");
        };
    }

    String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
