package dev.landlord.benchmarks.sidebyside;

import dev.landlord.benchmarks.JournalSize;
import java.io.IOException;
import java.net.URI;
import java.util.List;

/** Where the runs of an arm are durable: a fresh server with an empty database. */
interface Backend extends AutoCloseable {
    /** The arguments of the service. */
    List<String> arguments();

    /** Makes the service at this port reachable; returns the URL for callers. */
    URI connect(int port);

    /** The journal of the run with this key. */
    JournalSize journal(String service, String key);

    @Override
    void close();

    static Backend start(Kind kind) throws IOException {
        return switch (kind) {
            case RESTATE -> new Restate(Restate.ONE_PARTITION);
            case RESTATE_DEFAULTS -> new Restate(Restate.DEFAULTS);
            case RESTATE_LOCAL_LOG -> new Restate(Restate.LOCAL_LOG);
            case POSTGRES -> Postgres.start();
        };
    }

    /** The kinds of servers. */
    enum Kind {
        RESTATE,
        RESTATE_DEFAULTS,
        RESTATE_LOCAL_LOG,
        POSTGRES
    }
}
