package dev.landlord.workflow.testing.bytecode;

import dev.landlord.workflow.testing.bytecode.Lambdas.Use;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.TypeInsnNode;

/** Follows the calls of bodies through the project, with the shortest chain first, and collects the findings. */
final class BodyWalk {
    /** @param self the class of {@code this}, if it is known and may be a subclass of the owner of the method */
    private record Visit(Method method, @Nullable String self, List<String> calls) {}

    private final ProjectClasses project;
    private final Lambdas lambdas;
    private final SharedState state;
    private final HashOrder hashOrder;
    private final Guards guards;
    private final Blocks blocks;
    private final Set<String> seen = new HashSet<>();
    private final Deque<Visit> open = new ArrayDeque<>();
    private final Map<List<Object>, Finding> findings = new LinkedHashMap<>();

    BodyWalk(ProjectClasses project, Set<String> workflowClasses) {
        this.project = project;
        this.lambdas = new Lambdas(project);
        this.state = new SharedState(project, workflowClasses);
        this.hashOrder = new HashOrder(project);
        this.guards = new Guards(project);
        this.blocks = new Blocks(project, lambdas);
    }

    /** Follows a body in the class {@code self}. */
    void walk(Method body, String self) {
        enter(body, self, List.of());
        while (!open.isEmpty()) visit(open.remove());
    }

    /** Follows a part of a body, unless a body has called it. */
    void walkUnseen(Method part) {
        if (!seen.contains(part.key())) walk(part, part.owner.name);
    }

    List<Finding> findings() {
        return List.copyOf(findings.values());
    }

    private void enter(Method method, @Nullable String self, List<String> calls) {
        boolean isBlock = Verbs.isBlock(method.owner)
                || Arrays.stream(Type.getArgumentTypes(method.node.desc)).anyMatch(Verbs::isStepScope);
        if (isBlock || !method.isConcrete()) return;
        seen.add(method.key());
        boolean isOther = self != null && !self.equals(method.owner.name);
        if (seen.add(method.key() + " of " + (isOther ? self : ""))) open.add(new Visit(method, self, calls));
    }

    private void visit(Visit visit) {
        Method method = visit.method;
        Report report = (kind, code, at) -> add(visit, kind, code, at);
        for (AbstractInsnNode insn : method.code()) {
            if (insn.getOpcode() < 0 || !method.isReachable(insn)) continue;
            if (insn instanceof MethodInsnNode call) visitCall(visit, call);
            if (insn instanceof FieldInsnNode field) {
                Nondeterminism kind = ForbiddenCalls.field(field.owner, field.name);
                if (kind != null) add(visit, kind, Code.of(field), field);
            }
            visitLambda(visit, insn, report);
        }
        state.check(method, report);
        hashOrder.check(method, report);
        guards.check(method, report);
    }

    private void visitCall(Visit visit, MethodInsnNode call) {
        Method method = visit.method;
        boolean isInProject = project.resolve(call.owner, call.name, call.desc) != null;
        if (!isInProject) {
            Nondeterminism kind = ForbiddenCalls.call(project.libraryClass(call.owner), call.name, call.desc);
            if (kind != null && !takesFixedClock(method, call)) add(visit, kind, Code.of(call), call);
            return;
        }
        ClassNode owner = project.find(call.owner);
        boolean createsLambda = call.name.equals("<init>") && owner != null && isCoroutine(owner);
        if (createsLambda) return;
        String receiver = receiverClass(visit, call);
        for (Method target : project.targets(call, receiver)) {
            enter(target, receiver, calls(visit, call));
            followReturned(visit, call, target);
        }
    }

    /** Follows the lambdas that a called method returns, if the body calls them. */
    private void followReturned(Visit visit, MethodInsnNode call, Method target) {
        for (AbstractInsnNode insn : target.code()) {
            if (insn.getOpcode() != Opcodes.ARETURN) continue;
            for (Object source : target.top(insn)) {
                if (!(source instanceof AbstractInsnNode lambda)) continue;
                Method code = code(lambda);
                if (code == null || Verbs.isBody(code.owner)) continue;
                if (lambdas.uses(visit.method, call).contains(Use.BODY)) enter(code, null, calls(visit, call));
            }
        }
    }

    private void visitLambda(Visit visit, AbstractInsnNode insn, Report report) {
        Handle handle = Lambdas.handle(insn);
        ClassNode type = lambdas.kotlinLambda(insn);
        if (handle == null && type == null) return;
        if (type != null && Verbs.isBlock(type)) {
            blocks.check(visit.method, insn, report);
            return;
        }
        boolean isBody = type != null && Verbs.isBody(type);
        Set<Use> uses = isBody ? Set.of(Use.BODY) : lambdas.uses(visit.method, insn);
        if (uses.contains(Use.BODY)) {
            Method code = code(insn);
            if (code != null) {
                enter(code, code.owner == visit.method.owner ? visit.self : null, calls(visit, insn));
            } else if (handle != null) {
                Nondeterminism kind = ForbiddenCalls.call(
                        project.libraryClass(handle.getOwner()), handle.getName(), handle.getDesc());
                if (kind != null) add(visit, kind, Code.of(handle.getOwner(), handle.getName()), insn);
            }
        } else if (uses.contains(Use.BLOCK)) {
            blocks.check(visit.method, insn, report);
        }
    }

    private @Nullable Method code(AbstractInsnNode lambda) {
        Handle handle = Lambdas.handle(lambda);
        if (handle != null) {
            Method code = project.resolve(handle.getOwner(), handle.getName(), handle.getDesc());
            return code != null && code.isConcrete() ? code : null;
        }
        ClassNode type = lambdas.kotlinLambda(lambda);
        return type == null ? null : lambdas.code(type);
    }

    private static boolean isCoroutine(ClassNode type) {
        return Lambdas.isKotlinLambda(type) || "kotlin/coroutines/jvm/internal/ContinuationImpl".equals(type.superName);
    }

    /** The class of the receiver, if the method creates it, or if it is {@code this}. */
    private static @Nullable String receiverClass(Visit visit, MethodInsnNode call) {
        Method method = visit.method;
        List<Origins> arguments = method.arguments(call);
        if (call.getOpcode() == Opcodes.INVOKESTATIC || arguments.isEmpty()) return null;
        Set<Object> sources = arguments.get(0).sources();
        if (sources.size() != 1) return null;
        Object source = sources.iterator().next();
        if (source instanceof Origins.Parameter parameter && parameter.local() == 0 && !method.isStatic())
            return visit.self;
        return source instanceof TypeInsnNode created && created.getOpcode() == Opcodes.NEW ? created.desc : null;
    }

    /** Whether a call reads a clock that always has the same time, such as one with the time of the workflow. */
    private static boolean takesFixedClock(Method method, MethodInsnNode call) {
        return method.arguments(call).stream()
                .flatMap(argument -> argument.sources().stream())
                .anyMatch(source -> source instanceof MethodInsnNode clock
                        && clock.owner.equals("java/time/Clock")
                        && clock.name.equals("fixed"));
    }

    private static List<String> calls(Visit visit, AbstractInsnNode at) {
        // The source has no bridge methods, nor those through which Kotlin calls a private member of another class.
        boolean isBridge = (visit.method.node.access & Opcodes.ACC_BRIDGE) != 0;
        if (isBridge || visit.method.node.name.startsWith("access$")) return visit.calls;
        List<String> calls = new ArrayList<>(visit.calls);
        calls.add(visit.method.at(at));
        return calls;
    }

    private void add(Visit visit, Nondeterminism kind, String code, AbstractInsnNode at) {
        Method method = visit.method;
        int line = method.line(at);
        Finding finding = new Finding(
                kind, code, method.sourceClass(), method.sourceName(), method.fileName(), line, calls(visit, at));
        findings.putIfAbsent(List.of(kind, code, method.owner.name, line), finding);
    }
}
