package dev.landlord.workflow.testing.bytecode;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ref.Reference;
import java.lang.ref.SoftReference;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/** The classes of a directory or a jar: the project, whose calls the check follows. */
final class ProjectClasses {
    /** The classes of each place, for the next check: reading them takes most of its time. */
    private static final Map<Path, Reference<ProjectClasses>> READ = new ConcurrentHashMap<>();

    private final Map<String, ClassNode> classes = new TreeMap<>();
    private final Map<String, Set<String>> subtypes = new HashMap<>();
    private final Map<String, Method> methods = new ConcurrentHashMap<>();

    /** The files with their times and sizes, when they were read. */
    private final Set<String> state;

    private ProjectClasses(Set<String> state) {
        this.state = state;
    }

    static ProjectClasses in(Path place) throws IOException {
        Set<String> state = state(place);
        Reference<ProjectClasses> reference = READ.get(place.toAbsolutePath());
        ProjectClasses known = reference == null ? null : reference.get();
        if (known != null && known.state.equals(state)) {
            return known;
        }
        ProjectClasses read = read(place, state);
        READ.put(place.toAbsolutePath(), new SoftReference<>(read));
        return read;
    }

    private static Set<String> state(Path place) throws IOException {
        Set<String> state = new HashSet<>();
        try (Stream<Path> files = Files.walk(place)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                state.add(file + " " + Files.getLastModifiedTime(file) + " " + Files.size(file));
            }
        }
        return state;
    }

    private static ProjectClasses read(Path place, Set<String> state) throws IOException {
        ProjectClasses project = new ProjectClasses(state);
        if (Files.isDirectory(place)) {
            project.readAll(place);
        } else {
            try (FileSystem jar = FileSystems.newFileSystem(place)) {
                project.readAll(jar.getPath("/"));
            }
        }
        return project;
    }

    private void readAll(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            files.filter(file -> file.toString().endsWith(".class"))
                    .filter(file -> !root.relativize(file).toString().startsWith("META-INF"))
                    .forEach(this::read);
        }
    }

    private void read(Path file) {
        ClassNode type = new ClassNode();
        try {
            new ClassReader(Files.readAllBytes(file)).accept(type, ClassReader.SKIP_FRAMES);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        classes.put(type.name, type);
        supertypes(type)
                .forEach(parent -> subtypes.computeIfAbsent(parent, missing -> new LinkedHashSet<>())
                        .add(type.name));
    }

    Collection<ClassNode> all() {
        return classes.values();
    }

    @Nullable
    ClassNode find(String name) {
        return classes.get(name);
    }

    @Nullable
    FieldNode field(String owner, String name) {
        ClassNode type = classes.get(owner);
        if (type == null) return null;
        return type.fields.stream()
                .filter(field -> field.name.equals(name))
                .findFirst()
                .orElse(null);
    }

    Method method(ClassNode owner, MethodNode node) {
        return methods.computeIfAbsent(owner.name + "." + node.name + node.desc, key -> new Method(owner, node));
    }

    List<Method> methods(ClassNode owner) {
        return owner.methods.stream().map(node -> method(owner, node)).toList();
    }

    /** The method with this name in the class or a supertype; {@code null} if the project has none. */
    @Nullable
    Method resolve(String owner, String name, String descriptor) {
        ClassNode type = classes.get(owner);
        if (type == null) return null;
        for (MethodNode node : type.methods) {
            if (node.name.equals(name) && node.desc.equals(descriptor)) return method(type, node);
        }
        for (String parent : supertypes(type)) {
            Method inherited = resolve(parent, name, descriptor);
            if (inherited != null) return inherited;
        }
        return null;
    }

    /** The first class above {@code owner} that the project does not contain, such as {@code java/lang/Thread}. */
    String libraryClass(String owner) {
        ClassNode type = classes.get(owner);
        return type == null || type.superName == null ? owner : libraryClass(type.superName);
    }

    boolean isSubtype(String name, String of) {
        if (name.equals(of)) return true;
        ClassNode type = classes.get(name);
        return type != null && supertypes(type).stream().anyMatch(parent -> isSubtype(parent, of));
    }

    /**
     * The methods that a call can reach: the method itself if it is not virtual, otherwise the only implementation in
     * the project, or all of a sealed type, or that of {@code known}, the class of the receiver.
     */
    List<Method> targets(MethodInsnNode call, @Nullable String known) {
        Method declared = resolve(call.owner, call.name, call.desc);
        if (declared == null && !subtypes.containsKey(call.owner)) return List.of();
        if (call.getOpcode() == Opcodes.INVOKESTATIC || call.getOpcode() == Opcodes.INVOKESPECIAL) {
            return declared == null || !declared.isConcrete() ? List.of() : List.of(declared);
        }
        if (known != null) {
            Method exact = resolve(known, call.name, call.desc);
            return exact == null || !exact.isConcrete() ? List.of() : List.of(exact);
        }
        Set<Method> implementations = new LinkedHashSet<>();
        if (declared != null && declared.isConcrete()) implementations.add(declared);
        for (String subtype : allSubtypes(call.owner)) {
            Method own = resolve(subtype, call.name, call.desc);
            if (own != null && own.isConcrete()) implementations.add(own);
        }
        boolean isCertain = implementations.size() == 1 || isSealed(call.owner);
        return isCertain && classes.containsKey(call.owner) ? new ArrayList<>(implementations) : List.of();
    }

    private boolean isSealed(String name) {
        ClassNode type = classes.get(name);
        return type != null && type.permittedSubclasses != null;
    }

    private Set<String> allSubtypes(String name) {
        Set<String> found = new LinkedHashSet<>();
        Deque<String> open = new ArrayDeque<>(List.of(name));
        while (!open.isEmpty()) {
            for (String subtype : subtypes.getOrDefault(open.remove(), Set.of())) {
                if (found.add(subtype)) open.add(subtype);
            }
        }
        return found;
    }

    private static List<String> supertypes(ClassNode type) {
        List<String> parents = new ArrayList<>(type.interfaces);
        if (type.superName != null) parents.add(0, type.superName);
        return parents;
    }
}
