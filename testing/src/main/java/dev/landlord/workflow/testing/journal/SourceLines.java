package dev.landlord.workflow.testing.journal;

import dev.landlord.workflow.WorkflowDefinition;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.CodeSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Where the user's code asked for an operation, as the user reads the source. */
public final class SourceLines {
    /** A range of a source map (JSR-45): input line, how many, output line, how many for each. */
    private static final Pattern RANGE = Pattern.compile("(\\d+)(?:#\\d+)?(?:,(\\d+))?:(\\d+)(?:,(\\d+))?\n");

    /**
     * Kotlin gives the code of an inlined function, such as {@code step}, lines beyond the end of the
     * file; this part of a class's source map says on which line of the file it was called.
     */
    private static final Pattern INLINED =
            Pattern.compile("\\*S KotlinDebug\n\\*F\n.*?\\*L\n(.*?)\\*E\n", Pattern.DOTALL);

    private static final ClassValue<String> MAP = new ClassValue<>() {
        @Override
        protected String computeValue(Class<?> type) {
            return inlined(type);
        }
    };

    private SourceLines() {}

    /**
     * Such as {@code Order.kt:12, called from Shop.kt:30}; empty if nothing is known.
     *
     * @param stack the thread's stack, which after a suspension holds only the innermost call
     * @param frames the suspended calls; the innermost may be missing, if it ends with the operation
     */
    public static String of(List<StackTraceElement> stack, List<StackTraceElement> frames) {
        Optional<StackTraceElement> innermost =
                stack.stream().filter(call -> !isOfTheDsl(call)).findFirst();
        Stream<StackTraceElement> callers = frames.stream()
                .filter(call -> !isOfTheDsl(call))
                .filter(call -> innermost.isEmpty() || !isSameMethod(call, innermost.get()));
        return Stream.concat(innermost.stream(), callers)
                .map(call -> call.getFileName() + ":" + line(call))
                .distinct()
                .collect(Collectors.joining(", called from "));
    }

    private static boolean isSameMethod(StackTraceElement one, StackTraceElement other) {
        return one.getClassName().equals(other.getClassName())
                && one.getMethodName().equals(other.getMethodName());
    }

    private static int line(StackTraceElement call) {
        int line = call.getLineNumber();
        Matcher range = RANGE.matcher(load(call).map(MAP::get).orElse(""));
        while (range.find()) {
            int first = Integer.parseInt(range.group(3));
            int each = number(range.group(4));
            if (line >= first && line < first + number(range.group(2)) * each) {
                return Integer.parseInt(range.group(1)) + (line - first) / each;
            }
        }
        return line;
    }

    private static int number(@Nullable String text) {
        return text == null ? 1 : Integer.parseInt(text);
    }

    private static String inlined(Class<?> type) {
        String file = '/' + type.getName().replace('.', '/') + ".class";
        try (InputStream bytes = type.getResourceAsStream(file)) {
            if (bytes == null) {
                return "";
            }
            Matcher inlined = INLINED.matcher(new String(bytes.readAllBytes(), StandardCharsets.ISO_8859_1));
            return inlined.find() ? inlined.group(1) : "";
        } catch (IOException unreadable) {
            return "";
        }
    }

    /** Whether the call is not of the user's code: the DSL's, or the runtime's of coroutines. */
    private static boolean isOfTheDsl(StackTraceElement call) {
        return call.getClassName().startsWith("kotlin.coroutines.")
                || load(call)
                        .map(type -> Objects.equals(home(type), home(WorkflowDefinition.class)))
                        .orElse(false);
    }

    private static @Nullable CodeSource home(Class<?> type) {
        return type.getProtectionDomain().getCodeSource();
    }

    private static Optional<Class<?>> load(StackTraceElement call) {
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        try {
            return Optional.of(Class.forName(call.getClassName(), false, loader));
        } catch (ClassNotFoundException elsewhere) {
            return Optional.empty();
        }
    }
}
