package dev.landlord.samples.callers;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.landlord.samples.tenant.OrderTenant;
import dev.landlord.samples.tenant.OrderTenantService;
import dev.landlord.samples.tenant.ProvisionTenant;
import dev.landlord.samples.tenant.ProvisionTenantService;
import dev.landlord.samples.tenant.ThisMachine;
import dev.landlord.workflow.testing.server.ServedWorkflows;
import dev.landlord.workflow.testing.server.ServerMode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program that README shows, against a real server. */
class OrderTest {
    @Test
    @DisplayName("orders a tenant, agrees to it, and waits until it is there")
    void order(@TempDir Path root) throws Exception {
        ThisMachine cloud = new ThisMachine(root);
        List<Object> services = List.of(
                new ProvisionTenantService(new ProvisionTenant(cloud)),
                new OrderTenantService(new OrderTenant(Set.of("alice"))));
        try (ServedWorkflows served = ServedWorkflows.serve(ServerMode.NORMAL, services)) {
            String url = served.ingressUrl().toString();
            String printed = printed(() -> Order.main(new String[] {url, "acme"}));
            assertTrue(
                    printed.matches("ordered\\n(waiting for finance|provisioning on cloud)\\n"
                            + "acme is at http://127\\.0\\.0\\.1:\\d+/\\n"),
                    printed);
        } finally {
            cloud.stopPage("acme", cloud.claimOf("acme").orElseThrow());
        }
    }

    @Test
    @DisplayName("takes fewer than 40 lines")
    void lines() throws IOException {
        List<String> program = Files.readAllLines(
                Path.of("src/main/java/dev/landlord/samples/callers/Order.java"), StandardCharsets.UTF_8);
        assertTrue(program.size() < 40, program.size() + " lines");
    }

    private interface Program {
        void run() throws Exception;
    }

    private static String printed(Program program) throws Exception {
        PrintStream out = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            program.run();
        } finally {
            System.setOut(out);
        }
        return printed.toString(StandardCharsets.UTF_8);
    }
}
