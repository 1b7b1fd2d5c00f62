package dev.landlord.workflow.testing.bytecode;

import java.util.Set;
import java.util.regex.Pattern;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodInsnNode;

/** The classes and verbs of the DSL as they appear in class files. */
final class Verbs {
    static final String DEFINITION = "dev/landlord/workflow/WorkflowDefinition";
    static final String BODY = "dev/landlord/workflow/java/WorkflowBody";
    static final String BODY_METHOD = "(Ldev/landlord/workflow/java/Workflow;Ljava/lang/Object;)Ljava/lang/Object;";

    private static final String LIBRARY = "dev/landlord/workflow/";
    private static final String WORKFLOW = "dev/landlord/workflow/java/Workflow";
    private static final String SCOPE = "dev/landlord/workflow/WorkflowScope";
    private static final String STEP_SCOPE = "dev/landlord/workflow/StepScope";
    private static final Set<String> SCOPES = Set.of(WORKFLOW, SCOPE);
    private static final Set<String> LOGS = Set.of(LIBRARY + "WorkflowLog", LIBRARY + "java/WorkflowLogger");
    private static final Set<String> WITH_BLOCK =
            Set.of("step", "compensate", "poll", "awaitApproval", "awaitDecision");
    private static final Set<String> WITHOUT_JOURNAL = Set.of("workflowId", "random", "uuid", "log", "get");
    private static final Pattern BLOCK = Pattern.compile("kotlin/jvm/functions/Function\\d+<-?L" + STEP_SCOPE + ";");
    private static final Pattern BODY_CODE = Pattern.compile("kotlin/jvm/functions/Function\\d+<-?L" + SCOPE + ";");

    private Verbs() {}

    /** Whether a call of the Java or the Kotlin DSL writes to the journal, waits, or registers an undo action. */
    static boolean isVerb(AbstractInsnNode insn) {
        if (!(insn instanceof MethodInsnNode call) || !call.owner.startsWith(LIBRARY)) return false;
        if (call.owner.equals(WORKFLOW)) return !WITHOUT_JOURNAL.contains(call.name);
        return call.desc.contains("Lkotlin/coroutines/Continuation;")
                && (call.owner.equals(SCOPE) || call.desc.contains("L" + SCOPE + ";"));
    }

    /** Whether a call is a verb of the Java DSL. */
    static boolean isJavaVerb(AbstractInsnNode insn) {
        return isVerb(insn) && ((MethodInsnNode) insn).owner.equals(WORKFLOW);
    }

    /** Whether a call uses the scope of a workflow. */
    static boolean usesScope(AbstractInsnNode insn) {
        return insn instanceof MethodInsnNode call && SCOPES.contains(call.owner) || isVerb(insn);
    }

    /** Whether the lambdas that are passed to a call are blocks, which may do anything. */
    static boolean takesBlock(AbstractInsnNode insn) {
        return insn instanceof MethodInsnNode call
                && (call.owner.equals(WORKFLOW) && WITH_BLOCK.contains(call.name)
                        || call.owner.startsWith(LIBRARY) && call.name.equals("remindEvery"));
    }

    /** Whether a call writes to the log of the workflow, which has no effect on the run. */
    static boolean isLog(AbstractInsnNode insn) {
        return insn instanceof MethodInsnNode call && LOGS.contains(call.owner);
    }

    static boolean isScope(Type type) {
        return type.getSort() == Type.OBJECT && SCOPES.contains(type.getInternalName());
    }

    static boolean isStepScope(Type type) {
        return type.getSort() == Type.OBJECT && type.getInternalName().equals(STEP_SCOPE);
    }

    /** Whether a class is a function of Kotlin whose receiver is a step's: the block of a step. */
    static boolean isBlock(ClassNode type) {
        return type.signature != null && BLOCK.matcher(type.signature).find();
    }

    /** Whether a class is a function of Kotlin whose receiver is a workflow's: the code of a body. */
    static boolean isBody(ClassNode type) {
        return type.signature != null && BODY_CODE.matcher(type.signature).find();
    }
}
