package dev.landlord.workflow.testing;

import dev.landlord.devserver.RestateServer;

/** How the server of a test treats a run that waits. */
public enum ServerMode {
    /** As in production: it suspends a run that has waited for a minute. */
    NORMAL,

    /** It suspends every run whenever it waits, and replays it when it goes on: slower, and finds more. */
    ALWAYS_REPLAY;

    RestateServer.Options options() {
        RestateServer.Options options = RestateServer.options();
        return this == ALWAYS_REPLAY ? options.alwaysReplay() : options;
    }
}
