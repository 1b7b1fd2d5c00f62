package dev.landlord.workflow.testing.bytecode;

import org.objectweb.asm.tree.AbstractInsnNode;

/** Receives what a check finds in one method. */
@FunctionalInterface
interface Report {
    void found(Nondeterminism kind, String code, AbstractInsnNode at);
}
