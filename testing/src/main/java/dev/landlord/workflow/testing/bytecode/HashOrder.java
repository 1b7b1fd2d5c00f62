package dev.landlord.workflow.testing.bytecode;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.FieldNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.TypeInsnNode;

/** Finds uses of the order of a hash table that the body or a final field creates, unless the elements are sorted. */
final class HashOrder {
    private static final Pattern TABLE = Pattern.compile(
            "java/util/(HashMap|HashSet|IdentityHashMap|WeakHashMap|Hashtable|concurrent/ConcurrentHashMap)");
    private static final Pattern CREATOR = Pattern.compile(
            "java/util/(Set|Map)\\.(of|ofEntries|copyOf)" + "|java/util/concurrent/ConcurrentHashMap\\.newKeySet"
                    + "|java/util/stream/Collectors\\.(toSet|toMap|toUnmodifiable(Set|Map)|groupingBy|toConcurrentMap)"
                    + "|kotlin/collections/\\w+\\.(hashSetOf|hashMapOf|toHashSet)");
    /** Calls whose result has the order of the receiver or of the first argument. */
    private static final Pattern SAME_ORDER =
            Pattern.compile("java/util/\\w+\\.(keySet|values|entrySet|stream|unmodifiable\\w+|synchronized\\w+)"
                    + "|java/util/stream/\\w+\\.(map\\w*|filter|flatMap|peek|boxed|distinct|asLongStream)"
                    + "|java/util/List\\.copyOf");

    private static final Pattern COPY =
            Pattern.compile("java/util/(ArrayList|LinkedList|ArrayDeque|Linked(Hash)?(Set|Map))");
    private static final Pattern ORDERED_USE = Pattern.compile(
            "java/(lang|util)/\\w+\\.(iterator|forEach|toArray|toString|removeFirst|getFirst)"
                    + "|java/util/stream/\\w+\\.(forEach\\w*|toList|findFirst|findAny|iterator|toArray|reduce|limit|skip|collect)"
                    + "|java/lang/String\\.(join|valueOf)"
                    + "|kotlin/collections/(Collections|Maps)Kt\\w*\\."
                    + "(joinTo\\w*(\\$default)?|toList|toMutableList|first\\w*|last\\w*|zip\\w*|withIndex|chunked|take\\w*|drop\\w*|asSequence|toTypedArray)");
    private static final Pattern SORT = Pattern.compile(
            "java/util/(List|ArrayList|Collections)\\.sort" + "|kotlin/collections/CollectionsKt\\w*\\.sort\\w*");
    /** Collectors whose result does not depend on the order. */
    private static final Pattern UNORDERED =
            Pattern.compile("to(Unmodifiable)?(Set|Map)|counting|summing\\w+|averaging\\w+"
                    + "|summarizing\\w+|groupingBy|partitioningBy|minBy|maxBy|toConcurrentMap");

    private final ProjectClasses project;

    HashOrder(ProjectClasses project) {
        this.project = project;
    }

    void check(Method method, Report report) {
        for (AbstractInsnNode insn : method.code()) {
            if (insn instanceof MethodInsnNode call
                    && ORDERED_USE.matcher(name(call)).matches()) {
                if (call.name.equals("collect") && isUnordered(method, call)) continue;
                for (Origins argument : method.arguments(call)) {
                    if (isUnsortedTable(method, argument.sources())) {
                        report.found(Nondeterminism.HASH_ORDER, Code.of(call), call);
                        break;
                    }
                }
            }
            if (insn instanceof InvokeDynamicInsnNode text && text.name.equals("makeConcatWithConstants")) {
                for (Origins argument : method.arguments(text)) {
                    if (isUnsortedTable(method, argument.sources())) {
                        report.found(Nondeterminism.HASH_ORDER, "toString", text);
                    }
                }
            }
        }
    }

    private boolean isUnordered(Method method, MethodInsnNode collect) {
        List<Origins> arguments = method.arguments(collect);
        return !arguments.isEmpty()
                && arguments.get(arguments.size() - 1).sources().stream()
                        .anyMatch(source -> source instanceof MethodInsnNode collector
                                && UNORDERED.matcher(collector.name).matches());
    }

    private boolean isUnsortedTable(Method method, Set<Object> sources) {
        return isTable(method, sources, new HashSet<>()) && !isSorted(method, sources);
    }

    private boolean isTable(Method method, Set<Object> sources, Set<Object> seen) {
        return sources.stream().anyMatch(source -> seen.add(source) && isTable(method, source, seen));
    }

    private boolean isTable(Method method, Object source, Set<Object> seen) {
        if (source instanceof TypeInsnNode created && created.getOpcode() == Opcodes.NEW) {
            if (TABLE.matcher(created.desc).matches()) return hasSeveral(method, created);
            MethodInsnNode copy =
                    COPY.matcher(created.desc).matches() ? SharedState.constructor(method, created) : null;
            return copy != null
                    && method.arguments(copy).stream()
                            .skip(1)
                            .anyMatch(argument -> isTable(method, argument.sources(), seen));
        }
        if (source instanceof FieldInsnNode field) return keepsTable(field, seen);
        if (!(source instanceof MethodInsnNode call)) return false;
        if (CREATOR.matcher(name(call)).matches()) return !hasOneElement(call);
        List<Origins> arguments = method.arguments(call);
        if (SAME_ORDER.matcher(name(call)).matches()) {
            return !arguments.isEmpty() && isTable(method, arguments.get(0).sources(), seen);
        }
        if (call.name.equals("collect") && arguments.size() == 2) {
            return isTable(method, arguments.get(1).sources(), seen);
        }
        return returnsTable(call, seen);
    }

    /** Whether a final field is initialised with a hash table. */
    private boolean keepsTable(FieldInsnNode read, Set<Object> seen) {
        FieldNode field = project.field(read.owner, read.name);
        ClassNode owner = project.find(read.owner);
        if (field == null || owner == null || (field.access & Opcodes.ACC_FINAL) == 0) return false;
        return project.methods(owner).stream()
                .filter(method -> method.node.name.startsWith("<"))
                .anyMatch(method -> method.code().stream()
                        .filter(insn -> insn instanceof FieldInsnNode write
                                && (write.getOpcode() == Opcodes.PUTFIELD || write.getOpcode() == Opcodes.PUTSTATIC)
                                && write.name.equals(read.name)
                                && write.owner.equals(read.owner))
                        .anyMatch(write -> isTable(method, method.top(write), seen)));
    }

    private boolean returnsTable(MethodInsnNode call, Set<Object> seen) {
        for (Method target : project.targets(call, null)) {
            for (AbstractInsnNode insn : target.code()) {
                if (insn.getOpcode() == Opcodes.ARETURN
                        && isTable(target, target.top(insn), seen)
                        && !isSorted(target, target.top(insn))) return true;
            }
        }
        return false;
    }

    /** Whether {@code Set.of} or {@code Map.of} has fewer than two elements, so that there is no order. */
    private static boolean hasOneElement(MethodInsnNode call) {
        boolean isOf = call.owner.equals("java/util/Set") || call.owner.equals("java/util/Map");
        if (isOf && call.desc.startsWith("()")) return true;
        return call.owner.equals("java/util/Set") && call.desc.startsWith("(Ljava/lang/Object;)")
                || call.owner.equals("java/util/Map") && call.desc.startsWith("(Ljava/lang/Object;Ljava/lang/Object;)");
    }

    /** Whether something is added to a new table: an empty one has no order. */
    private static boolean hasSeveral(Method method, TypeInsnNode created) {
        MethodInsnNode constructor = SharedState.constructor(method, created);
        return constructor == null || !constructor.desc.startsWith("()") || isPassedOn(method, created);
    }

    private static boolean isPassedOn(Method method, Object source) {
        return method.code().stream()
                .filter(insn -> !(insn instanceof MethodInsnNode call && call.name.equals("<init>")))
                .anyMatch(insn -> method.arguments(insn).stream()
                        .anyMatch(argument -> argument.sources().contains(source)));
    }

    private static boolean isSorted(Method method, Set<Object> sources) {
        for (AbstractInsnNode insn : method.code()) {
            if (!(insn instanceof MethodInsnNode call)
                    || !SORT.matcher(name(call)).matches()) continue;
            List<Origins> arguments = method.arguments(call);
            if (!arguments.isEmpty() && arguments.get(0).sources().stream().anyMatch(sources::contains)) return true;
        }
        return false;
    }

    private static String name(MethodInsnNode call) {
        return call.owner + "." + call.name;
    }
}
