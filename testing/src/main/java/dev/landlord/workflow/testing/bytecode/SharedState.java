package dev.landlord.workflow.testing.bytecode;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.FieldNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.TypeInsnNode;

/** Finds state that several runs or attempts share: static fields, and fields of the workflow object. */
final class SharedState {
    private static final Pattern ATOMIC = Pattern.compile("java/util/concurrent/atomic/\\w+");
    private static final Pattern COLLECTION = Pattern.compile("java/util/(concurrent/)?\\w+");
    private static final Pattern MUTATOR = Pattern.compile(
            "add(All|First|Last)?|put(All|IfAbsent)?|remove(All|If|First|Last)?|clear|push|pop|poll\\w*|offer\\w*|set|replace\\w*|merge");
    /** A field of a lambda of Kotlin that keeps a local variable of the body while it is suspended. */
    private static final Pattern VARIABLE = Pattern.compile("[LIJFDZBSC]\\$\\d+");

    /** The values that fields keep and whose use is no finding of its own. */
    private static final Set<Nondeterminism> KEPT = EnumSet.of(
            Nondeterminism.CLOCK,
            Nondeterminism.RANDOM,
            Nondeterminism.UUID,
            Nondeterminism.ENVIRONMENT,
            Nondeterminism.IDENTITY_HASH);

    private final ProjectClasses project;
    private final Set<String> workflowClasses;

    SharedState(ProjectClasses project, Set<String> workflowClasses) {
        this.project = project;
        this.workflowClasses = workflowClasses;
    }

    void check(Method method, Report report) {
        boolean isInitializer = method.node.name.equals("<clinit>") || method.node.name.equals("<init>");
        for (AbstractInsnNode insn : method.code()) {
            if (!method.isReachable(insn)) continue;
            if (insn instanceof FieldInsnNode field) checkField(field, isInitializer, report);
            if (insn instanceof MethodInsnNode call) checkCall(method, call, report);
        }
    }

    private void checkField(FieldInsnNode access, boolean isInitializer, Report report) {
        FieldNode field = project.field(access.owner, access.name);
        ClassNode owner = project.find(access.owner);
        if (field == null || owner == null || (field.access & Opcodes.ACC_SYNTHETIC) != 0) return;
        // The fields of a lambda of Kotlin are the local variables of a suspended call.
        if (Lambdas.isKotlinLambda(owner)) return;
        boolean isFinal = (field.access & Opcodes.ACC_FINAL) != 0;
        switch (access.getOpcode()) {
            case Opcodes.PUTSTATIC -> {
                if (!isInitializer) report.found(Nondeterminism.CHANGING_STATE, Code.of(access) + " = …", access);
            }
            case Opcodes.GETSTATIC -> {
                if (!isFinal) report.found(Nondeterminism.CHANGING_STATE, Code.of(access), access);
                else checkInitialValue(access, "<clinit>", Opcodes.PUTSTATIC, report);
            }
            case Opcodes.PUTFIELD -> {
                if (!isInitializer && workflowClasses.contains(access.owner)) {
                    report.found(Nondeterminism.CHANGING_STATE, Code.of(access) + " = …", access);
                }
            }
            default -> {
                if (workflowClasses.contains(access.owner)) {
                    checkInitialValue(access, "<init>", Opcodes.PUTFIELD, report);
                }
            }
        }
    }

    /** A field of the workflow that keeps a random number or the time has another value in another process. */
    private void checkInitialValue(FieldInsnNode read, String initializer, int opcode, Report report) {
        ClassNode owner = project.find(read.owner);
        if (owner == null) return;
        for (Method method : project.methods(owner)) {
            if (!method.node.name.equals(initializer)) continue;
            for (AbstractInsnNode insn : method.code()) {
                if (insn.getOpcode() != opcode) continue;
                FieldInsnNode write = (FieldInsnNode) insn;
                if (!write.name.equals(read.name) || !write.owner.equals(read.owner)) continue;
                Nondeterminism kind = kindOf(method, method.top(write), 0);
                if (kind != null) report.found(kind, Code.of(read), read);
            }
        }
    }

    private @Nullable Nondeterminism kindOf(Method method, Set<Object> sources, int depth) {
        if (depth > 3) return null;
        for (Object source : sources) {
            MethodInsnNode call = source instanceof TypeInsnNode created
                    ? constructor(method, created)
                    : source instanceof MethodInsnNode made ? made : null;
            if (call == null || call.owner.equals("java/time/Clock")) continue;
            Nondeterminism kind = ForbiddenCalls.call(call.owner, call.name, call.desc);
            if (kind != null) return KEPT.contains(kind) ? kind : null;
            for (Origins argument : method.arguments(call)) {
                Nondeterminism ofArgument =
                        argument.sources().equals(sources) ? null : kindOf(method, argument.sources(), depth + 1);
                if (ofArgument != null) return ofArgument;
            }
        }
        return null;
    }

    /** The call of the constructor of a created object. */
    static @Nullable MethodInsnNode constructor(Method method, TypeInsnNode created) {
        if (created.getOpcode() != Opcodes.NEW) return null;
        for (AbstractInsnNode insn : method.code()) {
            if (!(insn instanceof MethodInsnNode call) || !call.name.equals("<init>")) continue;
            List<Origins> arguments = method.arguments(call);
            if (!arguments.isEmpty() && arguments.get(0).sources().contains(created)) return call;
        }
        return null;
    }

    private void checkCall(Method method, MethodInsnNode call, Report report) {
        boolean isState = ATOMIC.matcher(call.owner).matches() && !call.name.equals("<init>")
                || COLLECTION.matcher(call.owner).matches()
                        && MUTATOR.matcher(call.name).matches();
        if (!isState || call.getOpcode() == Opcodes.INVOKESTATIC) return;
        List<Origins> arguments = method.arguments(call);
        if (arguments.isEmpty()) return;
        for (Object source : arguments.get(0).sources()) {
            FieldInsnNode field = fieldOf(source, 0);
            if (field != null && isShared(field)) {
                report.found(Nondeterminism.CHANGING_STATE, Code.of(field) + "." + call.name, call);
            }
        }
    }

    /** The field that a value comes from, directly or through a getter. */
    private @Nullable FieldInsnNode fieldOf(Object source, int depth) {
        if (source instanceof FieldInsnNode field) return field;
        if (!(source instanceof MethodInsnNode call) || depth > 2) return null;
        for (Method target : project.targets(call, null)) {
            for (AbstractInsnNode insn : target.code()) {
                if (insn.getOpcode() != Opcodes.ARETURN) continue;
                for (Object returned : target.top(insn)) {
                    FieldInsnNode field = fieldOf(returned, depth + 1);
                    if (field != null) return field;
                }
            }
        }
        return null;
    }

    /** Whether all runs use the same object: a static field, a field of the workflow, or captured by its body. */
    private boolean isShared(FieldInsnNode field) {
        if (project.find(field.owner) == null) return false;
        if (field.getOpcode() == Opcodes.GETSTATIC) return true;
        return field.getOpcode() == Opcodes.GETFIELD
                && workflowClasses.contains(field.owner)
                && !VARIABLE.matcher(field.name).matches();
    }
}
