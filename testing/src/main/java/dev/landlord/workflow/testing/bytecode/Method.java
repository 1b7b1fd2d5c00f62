package dev.landlord.workflow.testing.bytecode;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.analysis.Analyzer;
import org.objectweb.asm.tree.analysis.AnalyzerException;
import org.objectweb.asm.tree.analysis.Frame;

/** A method of the project with the origins of its values. */
final class Method {
    private static final Pattern KOTLIN_LAMBDA = Pattern.compile("(.*?)\\$(\\w+?)\\$\\d.*");
    private static final Pattern JAVA_LAMBDA = Pattern.compile("lambda\\$(\\w+?)\\$.*");

    final ClassNode owner;
    final MethodNode node;
    private @Nullable Frame<Origins> @Nullable [] frames;

    Method(ClassNode owner, MethodNode node) {
        this.owner = owner;
        this.node = node;
    }

    String key() {
        return owner.name + "." + node.name + node.desc;
    }

    boolean isStatic() {
        return (node.access & Opcodes.ACC_STATIC) != 0;
    }

    boolean isConcrete() {
        return (node.access & (Opcodes.ACC_ABSTRACT | Opcodes.ACC_NATIVE)) == 0;
    }

    List<AbstractInsnNode> code() {
        return Arrays.asList(node.instructions.toArray());
    }

    /** The arguments of a call, the receiver first, or the captured values of a lambda; empty for dead code. */
    List<Origins> arguments(AbstractInsnNode call) {
        int count;
        if (call instanceof MethodInsnNode method) {
            count = Type.getArgumentTypes(method.desc).length + (method.getOpcode() == Opcodes.INVOKESTATIC ? 0 : 1);
        } else if (call instanceof InvokeDynamicInsnNode lambda) {
            count = Type.getArgumentTypes(lambda.desc).length;
        } else {
            return List.of();
        }
        List<Origins> arguments = new ArrayList<>();
        for (int fromTop = count - 1; fromTop >= 0; fromTop--) {
            Origins value = fromTop(call, fromTop);
            if (value == null) return List.of();
            arguments.add(value);
        }
        return arguments;
    }

    /** The sources of the value on the top of the stack before an instruction. */
    Set<Object> top(AbstractInsnNode insn) {
        Origins value = fromTop(insn, 0);
        return value == null ? Set.of() : value.sources();
    }

    /** The receiver of a field access that writes. */
    Set<Object> belowTop(AbstractInsnNode insn) {
        Origins value = fromTop(insn, 1);
        return value == null ? Set.of() : value.sources();
    }

    /** The array of an instruction that stores an element. */
    Set<Object> third(AbstractInsnNode insn) {
        Origins value = fromTop(insn, 2);
        return value == null ? Set.of() : value.sources();
    }

    private @Nullable Origins fromTop(AbstractInsnNode insn, int index) {
        Frame<Origins> frame = frame(insn);
        if (frame == null || frame.getStackSize() <= index) return null;
        return frame.getStack(frame.getStackSize() - 1 - index);
    }

    boolean isReachable(AbstractInsnNode insn) {
        return frame(insn) != null;
    }

    private @Nullable Frame<Origins> frame(AbstractInsnNode insn) {
        if (frames == null) frames = analyzed();
        int index = node.instructions.indexOf(insn);
        return index < frames.length ? frames[index] : null;
    }

    private @Nullable Frame<Origins>[] analyzed() {
        try {
            return new Analyzer<>(new Origins.Reader()).analyze(owner.name, node);
        } catch (AnalyzerException invalid) {
            throw new IllegalStateException("invalid code in " + key(), invalid);
        }
    }

    int line(AbstractInsnNode insn) {
        for (AbstractInsnNode at = insn; at != null; at = at.getPrevious()) {
            if (at instanceof LineNumberNode line) return SourceLines.inSource(line.line, owner.sourceDebug);
        }
        return 0;
    }

    String fileName() {
        return owner.sourceFile == null ? "" : owner.sourceFile;
    }

    /** The class as in the source, with dots. */
    String sourceClass() {
        return sourceClass(owner.name);
    }

    static String sourceClass(String name) {
        Matcher lambda = KOTLIN_LAMBDA.matcher(name);
        return (lambda.matches() ? lambda.group(1) : name).replace('/', '.').replace('$', '.');
    }

    /** The method, or for a lambda the method or property that contains it. */
    String sourceName() {
        Matcher inKotlin = KOTLIN_LAMBDA.matcher(owner.name);
        if (inKotlin.matches()) return inKotlin.group(2);
        Matcher inJava = JAVA_LAMBDA.matcher(node.name);
        if (inJava.matches()) return inJava.group(1);
        // Kotlin names the lambda of `run` `run$lambda$0`.
        int lambda = node.name.indexOf("$lambda");
        return lambda > 0 ? node.name.substring(0, lambda) : Code.sourceName(node.name);
    }

    /** A line as in a stack trace, with the simple name of the class. */
    String at(AbstractInsnNode insn) {
        String type = sourceClass();
        String simple = type.substring(type.lastIndexOf('.') + 1);
        return simple + "." + sourceName() + " (" + fileName() + ":" + line(insn) + ")";
    }
}
