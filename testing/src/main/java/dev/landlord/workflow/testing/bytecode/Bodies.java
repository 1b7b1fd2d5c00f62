package dev.landlord.workflow.testing.bytecode;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;

/** Finds the bodies of the workflows in some classes of a project. */
final class Bodies {
    private final ProjectClasses project;
    private final Lambdas lambdas;
    private final Predicate<String> isIncluded;

    /** @param self the class of the workflow, which may inherit the method */
    record Body(Method method, String self) {}

    /** @param isIncluded whether to search the class with this internal name */
    Bodies(ProjectClasses project, Predicate<String> isIncluded) {
        this.project = project;
        this.lambdas = new Lambdas(project);
        this.isIncluded = isIncluded;
    }

    /** The bodies: implementations of {@code WorkflowBody}, and lambdas of {@code landlordWorkflow}. */
    Set<Body> workflows() {
        Set<Body> found = new LinkedHashSet<>();
        for (ClassNode type : included()) {
            boolean isBody = project.isSubtype(type.name, Verbs.BODY) && (type.access & Opcodes.ACC_ABSTRACT) == 0;
            Method run = isBody ? run(type) : null;
            if (run != null) found.add(new Body(run, type.name));
            for (Method method : project.methods(type)) {
                for (AbstractInsnNode insn : method.code()) {
                    if (createsDefinition(insn)) {
                        lambdaArguments(method, insn).forEach(code -> found.add(new Body(code, code.owner.name)));
                    }
                    Method lambda = bodyLambda(insn);
                    if (lambda != null) found.add(new Body(lambda, lambda.owner.name));
                }
            }
        }
        return found;
    }

    /** Methods and lambdas whose receiver or parameter is the workflow: parts of bodies, wherever they are called. */
    List<Method> parts() {
        List<Method> found = new ArrayList<>();
        for (ClassNode type : included()) {
            if (Verbs.isBody(type)) {
                Method code = lambdas.code(type);
                if (code != null) found.add(code);
            } else if (!Verbs.isBlock(type) && !Lambdas.isKotlinLambda(type)) {
                project.methods(type).stream().filter(Bodies::takesScope).forEach(found::add);
            }
        }
        return found;
    }

    private List<ClassNode> included() {
        return project.all().stream().filter(type -> isIncluded.test(type.name)).toList();
    }

    /** The method {@code run}, or the one with the types of the class that the synthetic {@code run} calls. */
    private @Nullable Method run(ClassNode type) {
        Method bridge = project.resolve(type.name, "run", Verbs.BODY_METHOD);
        if (bridge == null || (bridge.node.access & Opcodes.ACC_BRIDGE) == 0) return bridge;
        return bridge.code().stream()
                .filter(insn -> insn instanceof MethodInsnNode call && call.name.equals("run"))
                .map(insn -> (MethodInsnNode) insn)
                .map(call -> project.resolve(type.name, call.name, call.desc))
                .filter(target -> target != null)
                .findFirst()
                .orElse(bridge);
    }

    private static boolean createsDefinition(AbstractInsnNode insn) {
        return insn instanceof MethodInsnNode call && call.owner.equals(Verbs.DEFINITION) && call.name.equals("<init>");
    }

    private List<Method> lambdaArguments(Method method, AbstractInsnNode call) {
        List<Method> found = new ArrayList<>();
        for (Origins argument : method.arguments(call)) {
            for (Object source : argument.sources()) {
                ClassNode type = source instanceof AbstractInsnNode insn ? lambdas.kotlinLambda(insn) : null;
                Method code = type == null ? null : lambdas.code(type);
                if (code != null) found.add(code);
            }
        }
        return found;
    }

    private @Nullable Method bodyLambda(AbstractInsnNode insn) {
        Handle handle = Lambdas.handle(insn);
        if (handle == null) return null;
        boolean isBody = Type.getReturnType(((InvokeDynamicInsnNode) insn).desc)
                .getInternalName()
                .equals(Verbs.BODY);
        return isBody ? project.resolve(handle.getOwner(), handle.getName(), handle.getDesc()) : null;
    }

    private static boolean takesScope(Method method) {
        boolean isSynthetic = (method.node.access & Opcodes.ACC_SYNTHETIC) != 0;
        return !isSynthetic
                && method.isConcrete()
                && !method.node.name.equals("<init>")
                && Arrays.stream(Type.getArgumentTypes(method.node.desc)).anyMatch(Verbs::isScope);
    }
}
