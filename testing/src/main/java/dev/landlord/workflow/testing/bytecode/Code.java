package dev.landlord.workflow.testing.bytecode;

import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;

/** Writes calls and fields as in the source: {@code Instant.now}, {@code new Date()}. */
final class Code {
    private Code() {}

    static String of(MethodInsnNode call) {
        return of(call.owner, call.name);
    }

    /** A variable that a lambda of Kotlin captures is a field {@code $name}. */
    static String of(FieldInsnNode field) {
        return field.name.startsWith("$") ? field.name.substring(1) : of(field.owner, field.name);
    }

    static String of(String owner, String name) {
        String type = owner.substring(Math.max(owner.lastIndexOf('/'), owner.lastIndexOf('$')) + 1);
        return name.equals("<init>") ? "new " + type + "()" : type + "." + sourceName(name);
    }

    /** The name without what Kotlin adds for default arguments and for inline classes. */
    static String sourceName(String name) {
        int added = Math.max(name.indexOf("$default"), name.indexOf('-'));
        return added > 0 ? name.substring(0, added) : name;
    }
}
