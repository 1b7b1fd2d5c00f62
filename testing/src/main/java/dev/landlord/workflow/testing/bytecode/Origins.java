package dev.landlord.workflow.testing.bytecode;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.TryCatchBlockNode;
import org.objectweb.asm.tree.analysis.Frame;
import org.objectweb.asm.tree.analysis.Interpreter;
import org.objectweb.asm.tree.analysis.Value;

/**
 * Where a value on the stack may come from: instructions, a {@link Parameter}, or, for a caught exception, the label of
 * its handler. Copies and casts keep the origins.
 */
record Origins(int size, Set<Object> sources) implements Value {
    /** The parameter in this local variable; an instance method has {@code this} in 0. */
    record Parameter(int local) {}

    @Override
    public int getSize() {
        return size;
    }

    static Origins of(int size, Object source) {
        return new Origins(size, Set.of(source));
    }

    /** Computes the origins of each value. */
    static final class Reader extends Interpreter<Origins> {
        private static final Set<Integer> WIDE_RESULTS = Set.of(
                Opcodes.LCONST_0,
                Opcodes.LCONST_1,
                Opcodes.DCONST_0,
                Opcodes.DCONST_1,
                Opcodes.LNEG,
                Opcodes.DNEG,
                Opcodes.I2L,
                Opcodes.I2D,
                Opcodes.L2D,
                Opcodes.F2L,
                Opcodes.F2D,
                Opcodes.D2L,
                Opcodes.LALOAD,
                Opcodes.DALOAD,
                Opcodes.LADD,
                Opcodes.LSUB,
                Opcodes.LMUL,
                Opcodes.LDIV,
                Opcodes.LREM,
                Opcodes.DADD,
                Opcodes.DSUB,
                Opcodes.DMUL,
                Opcodes.DDIV,
                Opcodes.DREM,
                Opcodes.LSHL,
                Opcodes.LSHR,
                Opcodes.LUSHR,
                Opcodes.LAND,
                Opcodes.LOR,
                Opcodes.LXOR);

        Reader() {
            super(Opcodes.ASM9);
        }

        @Override
        public @Nullable Origins newValue(@Nullable Type type) {
            if (type == Type.VOID_TYPE) return null;
            return new Origins(type == null ? 1 : type.getSize(), Set.of());
        }

        @Override
        public Origins newParameterValue(boolean isInstanceMethod, int local, Type type) {
            return of(type.getSize(), new Parameter(local));
        }

        @Override
        public Origins newExceptionValue(TryCatchBlockNode block, Frame<Origins> frame, Type type) {
            return of(1, block.handler);
        }

        @Override
        public Origins newOperation(AbstractInsnNode insn) {
            return of(size(insn), insn);
        }

        @Override
        public Origins copyOperation(AbstractInsnNode insn, Origins value) {
            return value;
        }

        @Override
        public Origins unaryOperation(AbstractInsnNode insn, Origins value) {
            return insn.getOpcode() == Opcodes.CHECKCAST ? value : of(size(insn), insn);
        }

        @Override
        public Origins binaryOperation(AbstractInsnNode insn, Origins first, Origins second) {
            return of(size(insn), insn);
        }

        @Override
        public Origins ternaryOperation(AbstractInsnNode insn, Origins first, Origins second, Origins third) {
            return of(1, insn);
        }

        @Override
        public Origins naryOperation(AbstractInsnNode insn, List<? extends Origins> values) {
            return of(size(insn), insn);
        }

        @Override
        public void returnOperation(AbstractInsnNode insn, Origins value, Origins expected) {}

        @Override
        public Origins merge(Origins first, Origins second) {
            if (first.size == second.size && first.sources.containsAll(second.sources)) return first;
            Set<Object> union = new HashSet<>(first.sources);
            union.addAll(second.sources);
            return new Origins(Math.min(first.size, second.size), union);
        }

        private static int size(AbstractInsnNode insn) {
            if (insn instanceof MethodInsnNode call)
                return Math.max(1, Type.getReturnType(call.desc).getSize());
            if (insn instanceof InvokeDynamicInsnNode call)
                return Type.getReturnType(call.desc).getSize();
            if (insn instanceof FieldInsnNode field)
                return Type.getType(field.desc).getSize();
            if (insn instanceof LdcInsnNode constant) {
                return constant.cst instanceof Long || constant.cst instanceof Double ? 2 : 1;
            }
            return WIDE_RESULTS.contains(insn.getOpcode()) ? 2 : 1;
        }
    }
}
