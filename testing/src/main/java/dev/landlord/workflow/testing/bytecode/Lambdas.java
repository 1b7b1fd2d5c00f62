package dev.landlord.workflow.testing.bytecode;

import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
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

/** Decides whether a lambda is code of the body or the block of a step, from the calls that receive it. */
final class Lambdas {
    /** How code uses a lambda. */
    enum Use {
        /** The body calls it, or passes it to a library, which is assumed to call it. */
        BODY,
        /** A step, an undo action or a notification runs it. */
        BLOCK,
        /** The method returns it. */
        RETURNED
    }

    private final ProjectClasses project;

    Lambdas(ProjectClasses project) {
        this.project = project;
    }

    /** The method of a lambda or a method reference; {@code null} if the instruction creates no lambda. */
    static @Nullable Handle handle(AbstractInsnNode insn) {
        if (!(insn instanceof InvokeDynamicInsnNode lambda)) return null;
        if (!lambda.bsm.getOwner().equals("java/lang/invoke/LambdaMetafactory")) return null;
        return (Handle) lambda.bsmArgs[1];
    }

    /** The class of a lambda of Kotlin that an instruction creates or reads. */
    @Nullable
    ClassNode kotlinLambda(AbstractInsnNode insn) {
        String name = null;
        if (insn instanceof TypeInsnNode type && type.getOpcode() == Opcodes.NEW) name = type.desc;
        if (insn instanceof FieldInsnNode field
                && field.getOpcode() == Opcodes.GETSTATIC
                && field.name.equals("INSTANCE")) {
            name = field.owner;
        }
        ClassNode type = name == null ? null : project.find(name);
        return type != null && isKotlinLambda(type) ? type : null;
    }

    static boolean isKotlinLambda(ClassNode type) {
        return type.superName != null
                && type.superName.matches("kotlin/(coroutines/jvm/internal/(Restricted)?SuspendLambda"
                        + "|jvm/internal/(Lambda|\\w*FunctionReferenceImpl|AdaptedFunctionReference))");
    }

    /** The code of a lambda of Kotlin. */
    @Nullable
    Method code(ClassNode lambda) {
        Method invoke = null;
        for (Method method : project.methods(lambda)) {
            if (method.node.name.equals("invokeSuspend")) return method;
            boolean isBridge = (method.node.access & Opcodes.ACC_BRIDGE) != 0;
            if (method.node.name.equals("invoke") && !isBridge) invoke = method;
        }
        return invoke;
    }

    /** How a method uses the value of an instruction or of a parameter. */
    Set<Use> uses(Method method, Object source) {
        Set<Use> uses = EnumSet.noneOf(Use.class);
        collect(method, source, uses, new HashSet<>());
        return uses;
    }

    private void collect(Method method, Object source, Set<Use> uses, Set<Object> seen) {
        if (!seen.add(List.of(method.key(), source))) return;
        for (AbstractInsnNode insn : method.code()) {
            if (insn.getOpcode() == Opcodes.ARETURN && method.top(insn).contains(source)) uses.add(Use.RETURNED);
            if (insn.getOpcode() == Opcodes.AASTORE && method.top(insn).contains(source)) {
                uses.add(ofElement(method));
            }
            List<Origins> arguments = method.arguments(insn);
            for (int index = 0; index < arguments.size(); index++) {
                if (insn == source || !arguments.get(index).sources().contains(source)) continue;
                if (insn instanceof MethodInsnNode call) collectCall(method, call, index, source, uses, seen);
                else collectCapture(method, (InvokeDynamicInsnNode) insn, index, uses, seen);
            }
        }
    }

    private void collectCall(
            Method method, MethodInsnNode call, int index, Object source, Set<Use> uses, Set<Object> seen) {
        if (Verbs.takesBlock(call)) {
            uses.add(Use.BLOCK);
        } else if (call.name.equals("<init>")) {
            boolean isItsOwn = index == 0 && source instanceof TypeInsnNode;
            ClassNode type = project.find(call.owner);
            if (isItsOwn) return;
            if (type == null) uses.add(Use.BODY);
            else if (Verbs.isBlock(type)) uses.add(Use.BLOCK);
            else if (isKotlinLambda(type)) collectField(type, call, index, uses, seen);
        } else if (!isCheck(call) && !Verbs.isLog(call)) {
            List<Method> targets = project.targets(call, null);
            boolean isReceiver = index == 0 && call.getOpcode() != Opcodes.INVOKESTATIC;
            if (!isReceiver && keepsElement(call)) uses.add(ofElement(method));
            else if (targets.isEmpty() || isReceiver) uses.add(Use.BODY);
            else targets.forEach(target -> collectParameter(target, index, uses, seen));
        }
    }

    /** How the elements of collections and arrays are used: as blocks, if the method passes elements to steps. */
    private Use ofElement(Method method) {
        return passesElement(method) ? Use.BLOCK : Use.BODY;
    }

    private boolean passesElement(Method method) {
        for (AbstractInsnNode insn : method.code()) {
            if (Verbs.takesBlock(insn) && block(method, insn).stream().anyMatch(Lambdas::isElement)) return true;
            Handle handle = handle(insn);
            Method lambda =
                    handle == null ? null : project.resolve(handle.getOwner(), handle.getName(), handle.getDesc());
            if (lambda != null && lambda.owner == method.owner && passesParameter(lambda)) return true;
        }
        return false;
    }

    /** Whether a lambda, such as one for {@code Map.forEach}, passes its parameter to a step. */
    private static boolean passesParameter(Method lambda) {
        return lambda.code().stream()
                .filter(Verbs::takesBlock)
                .anyMatch(verb -> lambda.top(verb).stream().anyMatch(source -> source instanceof Origins.Parameter));
    }

    /** The sources of the last argument of a verb, and of what it captures if it is a lambda. */
    private static Set<Object> block(Method method, AbstractInsnNode verb) {
        Set<Object> sources = new HashSet<>(method.top(verb));
        for (Object source : method.top(verb)) {
            if (!(source instanceof InvokeDynamicInsnNode lambda)) continue;
            method.arguments(lambda).forEach(captured -> sources.addAll(captured.sources()));
        }
        return sources;
    }

    private static boolean keepsElement(MethodInsnNode call) {
        return call.owner.startsWith("java/util/")
                && call.name.matches("of|entry|asList|add|addFirst|addLast|put|set|push|offer\\w*|singleton\\w*");
    }

    private static boolean isElement(Object source) {
        return source instanceof MethodInsnNode call && call.owner.startsWith("java/util/")
                || source instanceof AbstractInsnNode insn && insn.getOpcode() == Opcodes.AALOAD;
    }

    private void collectCapture(
            Method method, InvokeDynamicInsnNode lambda, int index, Set<Use> uses, Set<Object> seen) {
        Handle handle = handle(lambda);
        if (handle == null) return;
        Set<Use> outer = EnumSet.noneOf(Use.class);
        collect(method, lambda, outer, seen);
        if (!outer.contains(Use.BODY)) {
            uses.addAll(outer);
            return;
        }
        Method code = project.resolve(handle.getOwner(), handle.getName(), handle.getDesc());
        if (code == null) uses.add(Use.BODY);
        else collectParameter(code, index, uses, seen);
    }

    private void collectParameter(Method target, int index, Set<Use> uses, Set<Object> seen) {
        Set<Use> inside = EnumSet.noneOf(Use.class);
        collect(target, new Origins.Parameter(local(target, index)), inside, seen);
        inside.remove(Use.RETURNED);
        uses.addAll(inside);
    }

    /** A value that a lambda of Kotlin captures is used through a field. */
    private void collectField(
            ClassNode lambda, MethodInsnNode constructor, int index, Set<Use> uses, Set<Object> seen) {
        String field = capturedField(lambda, constructor, index);
        Method code = code(lambda);
        if (field == null || code == null) return;
        for (AbstractInsnNode insn : code.code()) {
            if (insn instanceof FieldInsnNode read && read.getOpcode() == Opcodes.GETFIELD && read.name.equals(field)) {
                collect(code, read, uses, seen);
            }
        }
    }

    /** The field of a lambda of Kotlin that keeps an argument of its constructor. */
    @Nullable
    String capturedField(ClassNode lambda, MethodInsnNode constructor, int index) {
        Method method = project.resolve(lambda.name, "<init>", constructor.desc);
        if (method == null) return null;
        Object parameter = new Origins.Parameter(local(method, index));
        for (AbstractInsnNode insn : method.code()) {
            if (insn instanceof FieldInsnNode write
                    && write.getOpcode() == Opcodes.PUTFIELD
                    && method.top(write).contains(parameter)) return write.name;
        }
        return null;
    }

    /** The local variable of an argument; the receiver is argument 0. */
    static int local(Method method, int index) {
        Type[] types = Type.getArgumentTypes(method.node.desc);
        int local = method.isStatic() ? 0 : 1;
        int parameters = method.isStatic() ? index : index - 1;
        if (parameters < 0) return 0;
        for (int before = 0; before < parameters && before < types.length; before++) local += types[before].getSize();
        return local;
    }

    /** Whether a call only checks its argument. */
    private static boolean isCheck(MethodInsnNode call) {
        return call.owner.equals("kotlin/jvm/internal/Intrinsics") || call.owner.equals("java/util/Objects");
    }
}
