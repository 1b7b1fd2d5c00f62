package com.example;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.landlord.workflow.testing.junit.RestateExtension;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A test in Java, which uses the Kotlin of the other tests. */
class JavaGreetTest {
    // region: server
    @RegisterExtension
    static final RestateExtension RESTATE = RestateExtension.serving(new GreetService(new Greet()));

    @Test
    void aGuestIsGreeted() {
        try (var client = GreetClient.connect(RESTATE.ingressUrl().toString())) {
            String greeting = client.workflow("java").run(Guests.ADA, Duration.ofSeconds(20));
            assertEquals("Hello, Ada!", greeting);
        }
    }
    // endregion
}
