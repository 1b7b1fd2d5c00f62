package dev.landlord.workflow.testing.java;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.landlord.workflow.blocking.DefinitionOfKt;
import dev.landlord.workflow.carrier.Carriers;
import dev.landlord.workflow.contract.StringServiceKt;
import dev.landlord.workflow.java.Workflow;
import dev.landlord.workflow.java.WorkflowBody;
import dev.landlord.workflow.testing.ReplayReport;
import dev.landlord.workflow.testing.junit.RestateExtension;
import dev.landlord.workflow.testing.server.ServerMode;
import dev.restate.common.Request;
import dev.restate.common.Target;
import dev.restate.serde.Serde;
import dev.restate.serde.TypeTag;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The extension for JUnit in Java, in both modes, and the replay of what is in flight on its server. */
class RestateExtensionTest {
    static final class Greeter implements WorkflowBody<String, String> {
        @Override
        public String run(Workflow wf, String name) {
            String greeting = wf.step("greet", String.class, () -> "Hello, " + name);
            wf.sleep(name.equals("late") ? Duration.ofDays(1) : Duration.ofMillis(5));
            return wf.step("shout", String.class, () -> greeting + "!");
        }
    }

    private static Object service() {
        return StringServiceKt.stringService(
                "JavaGreeter", DefinitionOfKt.definitionOf(new Greeter(), Carriers.ofProcess()));
    }

    /** A string without characters that JSON escapes. Generated clients bring the serdes of their types. */
    private static final Serde<String> JSON_STRING = Serde.using(
            "application/json",
            text -> ('"' + text + '"').getBytes(UTF_8),
            json -> new String(json, UTF_8).replace("\"", ""));

    @RegisterExtension
    static final RestateExtension RESTATE = RestateExtension.serving(service());

    @RegisterExtension
    static final RestateExtension REPLAYING = RestateExtension.serving(ServerMode.ALWAYS_REPLAY, service());

    @Test
    @DisplayName("a body in Java runs on a server, also if that replays it at every suspension")
    void greets() {
        for (RestateExtension restate : new RestateExtension[] {RESTATE, REPLAYING}) {
            assertEquals(
                    "Hello, Ada!", restate.client().call(request("ada", "Ada")).response());
        }
        assertNotEquals(RESTATE.ingressUrl(), REPLAYING.ingressUrl());
    }

    @Test
    @DisplayName("a run in flight is replayed with today's code, and becomes a golden journal")
    void inFlight(@TempDir Path journals) throws Exception {
        RESTATE.client().send(request("late", "late"));
        ReplayReport report;
        do {
            report = LiveReplay.of("JavaGreeter", Greeter::new)
                    .saveTo(journals)
                    .acceptDefaults("$.none")
                    .check(RESTATE.adminUrl());
        } while (report.getExecutions().isEmpty());
        assertTrue(report.isSafe(), report.toString());
        assertTrue(report.getExecutions().get(0).getDifference().isEmpty());
        try (var files = Files.list(journals)) {
            assertEquals(1, files.count());
        }
        GoldenJournals.check(journals, Greeter::new);
        RESTATE.admin().cancel(report.getExecutions().get(0).getInvocationId());
    }

    private static Request<String, String> request(String key, String name) {
        TypeTag<String> text = TypeTag.of(JSON_STRING);
        return Request.of(Target.workflow("JavaGreeter", key, "run"), text, text, name)
                .build();
    }
}
