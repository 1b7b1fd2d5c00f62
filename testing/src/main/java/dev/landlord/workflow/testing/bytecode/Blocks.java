package dev.landlord.workflow.testing.bytecode;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.TypeInsnNode;

/** Checks what the blocks of steps share with the body: not the workflow, and no variable that they assign. */
final class Blocks {
    private static final Pattern HOLDER = Pattern.compile(
            "kotlin/jvm/internal/Ref\\$\\w+|java/util/concurrent/atomic/\\w+|java/util/(concurrent/)?\\w+");
    private static final Pattern MUTATOR = Pattern.compile("set|add\\w*|put\\w*|remove\\w*|clear|push|offer\\w*|"
            + "(getAnd|compareAnd|increment|decrement|accumulate|update)\\w*");

    private final ProjectClasses project;
    private final Lambdas lambdas;

    Blocks(ProjectClasses project, Lambdas lambdas) {
        this.project = project;
        this.lambdas = lambdas;
    }

    /** Checks the block that an instruction of the body creates. */
    void check(Method body, AbstractInsnNode block, Report report) {
        Handle handle = Lambdas.handle(block);
        if (handle != null) checkJava(body, (InvokeDynamicInsnNode) block, handle, report);
        ClassNode type = lambdas.kotlinLambda(block);
        if (type != null && block instanceof TypeInsnNode created) checkKotlin(body, created, type, report);
    }

    private void checkJava(Method body, InvokeDynamicInsnNode block, Handle handle, Report report) {
        Method code = project.resolve(handle.getOwner(), handle.getName(), handle.getDesc());
        boolean captures = List.of(Type.getArgumentTypes(block.desc)).stream().anyMatch(Verbs::isScope);
        if (captures || code != null && usesScope(code, new HashSet<>())) {
            report.found(Nondeterminism.SCOPE_IN_STEP, "the block of a step", block);
        }
        List<Origins> captured = body.arguments(block);
        for (int index = 0; code != null && index < captured.size(); index++) {
            Object parameter = new Origins.Parameter(Lambdas.local(code, index));
            checkAssigned(body, block, captured.get(index), code, parameter, report);
        }
    }

    private void checkKotlin(Method body, TypeInsnNode block, ClassNode type, Report report) {
        Method code = lambdas.code(type);
        MethodInsnNode constructor = SharedState.constructor(body, block);
        if (code == null || constructor == null) return;
        boolean captures =
                List.of(Type.getArgumentTypes(constructor.desc)).stream().anyMatch(Verbs::isScope);
        if (captures) report.found(Nondeterminism.SCOPE_IN_STEP, "the block of a step", block);
        List<Origins> captured = body.arguments(constructor);
        for (int index = 1; index < captured.size(); index++) {
            String field = lambdas.capturedField(type, constructor, index);
            if (field == null) continue;
            for (AbstractInsnNode insn : code.code()) {
                if (insn instanceof FieldInsnNode read
                        && read.getOpcode() == Opcodes.GETFIELD
                        && read.owner.equals(type.name)
                        && read.name.equals(field)) {
                    checkAssigned(body, block, captured.get(index), code, read, report);
                }
            }
        }
    }

    private boolean usesScope(Method method, Set<String> seen) {
        if (!seen.add(method.key())) return false;
        for (AbstractInsnNode insn : method.code()) {
            if (Verbs.usesScope(insn)) return true;
            if (!(insn instanceof MethodInsnNode call)) continue;
            for (Method target : project.targets(call, null)) {
                if (usesScope(target, seen)) return true;
            }
        }
        return false;
    }

    /** Reports a holder that the body creates and reads, and that the block changes. */
    private void checkAssigned(
            Method body, AbstractInsnNode block, Origins captured, Method code, Object inBlock, Report report) {
        for (Object holder : captured.sources()) {
            if (!isHolder(holder) || !changes(code, inBlock) || !uses(body, block, holder)) continue;
            report.found(Nondeterminism.ASSIGNED_IN_STEP, "a variable that the block changes", block);
        }
    }

    private static boolean isHolder(Object source) {
        if (!(source instanceof AbstractInsnNode insn)) return false;
        int opcode = insn.getOpcode();
        if (opcode == Opcodes.NEWARRAY || opcode == Opcodes.ANEWARRAY) return true;
        return opcode == Opcodes.NEW
                && HOLDER.matcher(((TypeInsnNode) insn).desc).matches();
    }

    private static boolean changes(Method code, Object holder) {
        for (AbstractInsnNode insn : code.code()) {
            int opcode = insn.getOpcode();
            if (opcode == Opcodes.PUTFIELD && code.belowTop(insn).contains(holder)) return true;
            boolean storesElement = opcode >= Opcodes.IASTORE && opcode <= Opcodes.SASTORE;
            if (storesElement && code.third(insn).contains(holder)) return true;
            if (isCallOn(code, insn, holder)
                    && MUTATOR.matcher(((MethodInsnNode) insn).name).matches()) return true;
        }
        return false;
    }

    /** Whether the body reads a holder, or another lambda captures it. */
    private static boolean uses(Method body, AbstractInsnNode block, Object holder) {
        for (AbstractInsnNode insn : body.code()) {
            int opcode = insn.getOpcode();
            if (opcode == Opcodes.GETFIELD && body.top(insn).contains(holder)) return true;
            boolean loadsElement = opcode >= Opcodes.IALOAD && opcode <= Opcodes.SALOAD;
            if (loadsElement && body.belowTop(insn).contains(holder)) return true;
            if (isCallOn(body, insn, holder) && !((MethodInsnNode) insn).name.equals("<init>")) return true;
            if (isCapturedBy(body, insn, block, holder)) return true;
        }
        return false;
    }

    private static boolean isCapturedBy(Method body, AbstractInsnNode insn, AbstractInsnNode block, Object holder) {
        boolean isLambda = Lambdas.handle(insn) != null
                || insn instanceof MethodInsnNode call && call.name.equals("<init>") && call.owner.contains("$");
        if (!isLambda || insn == block) return false;
        List<Origins> arguments = body.arguments(insn);
        boolean createsBlock =
                !arguments.isEmpty() && arguments.get(0).sources().contains(block);
        boolean createsHolder =
                !arguments.isEmpty() && arguments.get(0).sources().contains(holder);
        return !createsBlock
                && arguments.stream()
                        .skip(createsHolder ? 1 : 0)
                        .anyMatch(argument -> argument.sources().contains(holder));
    }

    private static boolean isCallOn(Method method, @Nullable AbstractInsnNode insn, Object receiver) {
        if (!(insn instanceof MethodInsnNode call) || call.getOpcode() == Opcodes.INVOKESTATIC) return false;
        List<Origins> arguments = method.arguments(call);
        return !arguments.isEmpty() && arguments.get(0).sources().contains(receiver);
    }
}
