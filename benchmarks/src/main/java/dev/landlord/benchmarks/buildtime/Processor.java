package dev.landlord.benchmarks.buildtime;

import java.util.Locale;

/** A build: what generates the services, and a source from which it does. */
enum Processor {
    JAVA_BY_HAND("Java by hand, Restate's processor", "java", """
            package example;
            import dev.restate.sdk.SharedWorkflowContext;
            import dev.restate.sdk.WorkflowContext;
            import dev.restate.sdk.annotation.Shared;
            import dev.restate.sdk.annotation.Workflow;
            import dev.restate.sdk.common.DurablePromiseKey;
            @Workflow
            public class Parcels# {
                private static final DurablePromiseKey<Boolean> GO = DurablePromiseKey.of("go", Boolean.class);
                @Workflow
                public String run(WorkflowContext context, int count) {
                    String id = context.run("pack", String.class, () -> "parcel-" + count);
                    context.promise(GO).future().await();
                    return context.run("send", String.class, () -> id);
                }
                @Shared
                public void approveGo(SharedWorkflowContext context, boolean value) {
                    context.promiseHandle(GO).resolve(value);
                }
            }
            """),
    JAVA_WORKFLOW("Java workflow, our processor", "java", """
            package example;
            import dev.landlord.workflow.Approval;
            import dev.landlord.workflow.LandlordWorkflow;
            import dev.landlord.workflow.java.Workflow;
            import dev.landlord.workflow.java.WorkflowBody;
            @LandlordWorkflow
            public final class Parcels# implements WorkflowBody<Integer, String> {
                public final Approval<Boolean> go = Approval.of(Boolean.class);
                @Override
                public String run(Workflow wf, Integer count) {
                    String id = wf.step("pack", String.class, () -> "parcel-" + count);
                    wf.awaitApproval(go, pending -> {});
                    return wf.step("send", String.class, () -> id);
                }
            }
            """),
    KOTLIN_BY_HAND("Kotlin by hand, Restate's processor", "kt", """
            package example
            import dev.restate.sdk.annotation.Shared
            import dev.restate.sdk.annotation.Workflow
            import dev.restate.sdk.kotlin.SharedWorkflowContext
            import dev.restate.sdk.kotlin.WorkflowContext
            import dev.restate.sdk.kotlin.durablePromiseKey
            import dev.restate.sdk.kotlin.runBlock
            @Workflow
            class Parcels# {
                @Workflow
                suspend fun run(context: WorkflowContext, count: Int): String {
                    val id = context.runBlock("pack") { "parcel-$count" }
                    context.promise(GO).future().await()
                    return context.runBlock("send") { id }
                }
                @Shared
                suspend fun approveGo(context: SharedWorkflowContext, value: Boolean) =
                    context.promiseHandle(GO).resolve(value)
                private companion object { val GO = durablePromiseKey<Boolean>("go") }
            }
            """),
    KOTLIN_WORKFLOW("Kotlin workflow, our processor and Restate's", "kt", """
            package example
            import dev.landlord.workflow.LandlordWorkflow
            import dev.landlord.workflow.approval
            import dev.landlord.workflow.awaitApproval
            import dev.landlord.workflow.landlordWorkflow
            import dev.landlord.workflow.step
            @LandlordWorkflow
            class Parcels# {
                val go by approval<Boolean>()
                val workflow = landlordWorkflow<Int, String> { count ->
                    val id = step("pack") { "parcel-$count" }
                    awaitApproval(go) {}
                    step("send") { id }
                }
            }
            """);

    final String title;
    final String extension;
    private final String template;

    Processor(String title, String extension, String template) {
        this.title = title;
        this.extension = extension;
        this.template = template;
    }

    /** The source of the class with this number. */
    String source(int number) {
        return template.replace("#", Integer.toString(number));
    }

    String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
