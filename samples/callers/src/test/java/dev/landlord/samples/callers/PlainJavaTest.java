package dev.landlord.samples.callers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.landlord.samples.tenant.OrderTenantClient;
import dev.landlord.samples.tenant.ProvisionTenantClient;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A caller in Java never meets Kotlin. */
class PlainJavaTest {
    private static final List<String> IDIOMS =
            List.of("kotlin", "Unit", "Continuation", "Companion", "Function0", "Function1", "-impl", "Kt.");

    @Test
    @DisplayName("what is written here has none of Kotlin's words in it")
    void sources() throws IOException {
        List<String> found = new ArrayList<>();
        try (Stream<Path> sources = Files.walk(Path.of("src/main"))) {
            for (Path source : sources.filter(Files::isRegularFile).toList()) {
                String text = Files.readString(source);
                IDIOMS.stream().filter(text::contains).forEach(idiom -> found.add(source + ": " + idiom));
            }
        }
        assertEquals(List.of(), found);
    }

    @Test
    @DisplayName("no signature of a generated client has a type of Kotlin in it")
    void signatures() {
        List<String> found = new ArrayList<>();
        for (Class<?> client : List.of(
                OrderTenantClient.class,
                OrderTenantClient.Run.class,
                ProvisionTenantClient.class,
                ProvisionTenantClient.Run.class)) {
            for (Method method : client.getDeclaredMethods()) {
                String signature = method.toGenericString();
                boolean isMangled =
                        method.getName().contains("-") || method.getName().contains("$");
                if (Modifier.isPublic(method.getModifiers()) && (isMangled || signature.contains("kotlin"))) {
                    found.add(signature);
                }
            }
        }
        assertEquals(List.of(), found);
    }
}
