package dev.landlord.workflow.testing.bytecode;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LookupSwitchInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.TableSwitchInsnNode;
import org.objectweb.asm.tree.TryCatchBlockNode;

/**
 * Finds verbs that a lock or a handler encloses. Handlers are checked around verbs of Java only: a suspended body in
 * Kotlin is dropped, and none of its handlers runs.
 */
final class Guards {
    private final ProjectClasses project;
    private final Map<String, Boolean> reaching = new HashMap<>();

    Guards(ProjectClasses project) {
        this.project = project;
    }

    void check(Method method, Report report) {
        if ((method.node.access & Opcodes.ACC_SYNCHRONIZED) != 0) {
            method.code().stream()
                    .filter(this::reachesVerb)
                    .findFirst()
                    .ifPresent(verb -> report.found(Nondeterminism.LOCK, "synchronized " + method.node.name, verb));
        }
        for (AbstractInsnNode insn : method.code()) {
            if (!method.isReachable(insn)) continue;
            if (insn.getOpcode() == Opcodes.MONITORENTER) {
                AbstractInsnNode verb = verbBefore(insn, at -> at.getOpcode() == Opcodes.MONITOREXIT);
                if (verb != null) report.found(Nondeterminism.LOCK, "synchronized (…)", verb);
            }
            if (isLock(insn)) {
                AbstractInsnNode verb = verbBefore(insn, Guards::isUnlock);
                if (verb != null) report.found(Nondeterminism.LOCK, Code.of((MethodInsnNode) insn), verb);
            }
        }
        method.node.tryCatchBlocks.forEach(block -> checkHandler(method, block, report));
    }

    private static boolean isLock(AbstractInsnNode insn) {
        return insn instanceof MethodInsnNode call
                && call.owner.startsWith("java/util/concurrent/locks/")
                && Set.of("lock", "lockInterruptibly", "tryLock").contains(call.name);
    }

    private static boolean isUnlock(AbstractInsnNode insn) {
        return insn instanceof MethodInsnNode call
                && call.owner.startsWith("java/util/concurrent/locks/")
                && call.name.startsWith("unlock");
    }

    private void checkHandler(Method method, TryCatchBlockNode block, Report report) {
        boolean catchesErrors =
                block.type == null || block.type.equals("java/lang/Throwable") || block.type.equals("java/lang/Error");
        if (!catchesErrors || !method.isReachable(block.handler)) return;
        AbstractInsnNode verb = between(block.start, block.end).stream()
                .filter(this::reachesJavaVerb)
                .findFirst()
                .orElse(null);
        if (verb == null) return;
        Set<AbstractInsnNode> handler = reachable(block.handler, at -> false);
        List<AbstractInsnNode> rethrows = handler.stream()
                .filter(insn ->
                        insn.getOpcode() == Opcodes.ATHROW && method.top(insn).contains(block.handler))
                .toList();
        if (rethrows.isEmpty()) {
            // A finally that ends with `return` or `break` catches everything too.
            String caught = block.type == null ? null : block.type.substring(block.type.lastIndexOf('/') + 1);
            String code = caught == null ? "a finally that does not rethrow" : "catch (" + caught + ")";
            report.found(Nondeterminism.CATCHES_ERROR, code, block.handler);
            return;
        }
        for (AbstractInsnNode insn : handler) {
            if (reachesJavaVerb(insn) && reachable(insn, at -> false).stream().anyMatch(rethrows::contains)) {
                report.found(Nondeterminism.VERB_IN_FINALLY, Code.of((MethodInsnNode) insn), insn);
            }
        }
    }

    private boolean reachesJavaVerb(AbstractInsnNode insn) {
        return Verbs.isJavaVerb(insn)
                || insn instanceof MethodInsnNode call && !call.desc.contains("Continuation;") && reachesVerb(call);
    }

    /** Whether an instruction is a verb, or calls a method of the project that calls one. */
    private boolean reachesVerb(AbstractInsnNode insn) {
        if (Verbs.isVerb(insn)) return true;
        if (!(insn instanceof MethodInsnNode call)) return false;
        return project.targets(call, null).stream().anyMatch(this::callsVerb);
    }

    private boolean callsVerb(Method method) {
        Boolean known = reaching.putIfAbsent(method.key(), false);
        if (known != null) return known;
        boolean reaches = method.code().stream().anyMatch(this::reachesVerb);
        reaching.put(method.key(), reaches);
        return reaches;
    }

    private @Nullable AbstractInsnNode verbBefore(AbstractInsnNode start, Predicate<AbstractInsnNode> end) {
        return reachable(start, end).stream()
                .filter(this::reachesVerb)
                .findFirst()
                .orElse(null);
    }

    private static List<AbstractInsnNode> between(AbstractInsnNode start, AbstractInsnNode end) {
        List<AbstractInsnNode> between = new ArrayList<>();
        for (AbstractInsnNode at = start; at != null && at != end; at = at.getNext()) between.add(at);
        return between;
    }

    /** The instructions that run after {@code start} if nothing is thrown, up to those that {@code end}. */
    private static Set<AbstractInsnNode> reachable(AbstractInsnNode start, Predicate<AbstractInsnNode> end) {
        Set<AbstractInsnNode> found = new LinkedHashSet<>();
        Set<AbstractInsnNode> seen = new HashSet<>();
        Deque<AbstractInsnNode> open = new ArrayDeque<>(List.of(start));
        while (!open.isEmpty()) {
            AbstractInsnNode insn = open.remove();
            if (!seen.add(insn)) continue;
            if (insn != start && end.test(insn)) continue;
            if (insn != start) found.add(insn);
            next(insn).forEach(open::add);
        }
        return found;
    }

    private static List<AbstractInsnNode> next(AbstractInsnNode insn) {
        List<AbstractInsnNode> next = new ArrayList<>();
        if (insn instanceof JumpInsnNode jump) next.add(jump.label);
        if (insn instanceof TableSwitchInsnNode choice) addAll(next, choice.labels, choice.dflt);
        if (insn instanceof LookupSwitchInsnNode choice) addAll(next, choice.labels, choice.dflt);
        boolean ends = insn.getOpcode() == Opcodes.GOTO
                || insn instanceof TableSwitchInsnNode
                || insn instanceof LookupSwitchInsnNode
                || insn instanceof InsnNode && isEnd(insn.getOpcode());
        if (!ends && insn.getNext() != null) next.add(insn.getNext());
        return next;
    }

    private static void addAll(List<AbstractInsnNode> next, List<LabelNode> labels, LabelNode other) {
        next.addAll(labels);
        next.add(other);
    }

    private static boolean isEnd(int opcode) {
        return opcode >= Opcodes.IRETURN && opcode <= Opcodes.RETURN || opcode == Opcodes.ATHROW;
    }
}
