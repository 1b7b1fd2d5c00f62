package dev.landlord.workflow.testing.server;

import dev.landlord.devserver.RestateServer;

/** When the server of a test suspends a run that waits. */
public enum ServerMode {
    /** Suspends a run that has waited for some time, as the server and the registration of the service set it. */
    NORMAL,

    /**
     * Suspends a run whenever it waits, and replays it when it continues. Slower, and finds bodies that are not
     * deterministic.
     */
    ALWAYS_REPLAY;

    RestateServer.Options options() {
        RestateServer.Options options = RestateServer.options();
        return this == ALWAYS_REPLAY ? options.alwaysReplay() : options;
    }
}
