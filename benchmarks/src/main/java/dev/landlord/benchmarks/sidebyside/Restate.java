package dev.landlord.benchmarks.sidebyside;

import com.fasterxml.jackson.databind.JsonNode;
import dev.landlord.benchmarks.JournalSize;
import dev.landlord.devserver.RestateServer;
import java.net.URI;
import java.util.List;
import java.util.Map;

/** A restate-server with the settings that an arm needs. */
final class Restate implements Backend {
    /** What {@link RestateServer} has by itself, as in tests. */
    static final Map<String, String> ONE_PARTITION = Map.of("RESTATE_DEFAULT_NUM_PARTITIONS", "1");

    /** What restate-server has by itself. */
    static final Map<String, String> DEFAULTS = Map.of("RESTATE_DEFAULT_NUM_PARTITIONS", "24");

    /** The log of a single node, without the layer that replicates it. */
    static final Map<String, String> LOCAL_LOG =
            Map.of("RESTATE_DEFAULT_NUM_PARTITIONS", "1", "RESTATE_BIFROST__DEFAULT_PROVIDER", "local");

    private final RestateServer server;

    Restate(Map<String, String> settings) {
        RestateServer.Options options = RestateServer.options();
        settings.forEach(options::environment);
        this.server = options.start();
    }

    @Override
    public List<String> arguments() {
        return List.of(server.ingressUrl().toString());
    }

    @Override
    public URI connect(int port) {
        server.admin().register(server.serviceUrl(port));
        return server.ingressUrl();
    }

    /** The URL for callers. */
    URI callers() {
        return server.ingressUrl();
    }

    /** The rows that a query of the admin API returns. */
    List<JsonNode> query(String sql) {
        return server.admin().query(sql);
    }

    @Override
    public JournalSize journal(String service, String key) {
        return JournalSize.of(server.admin(), service, key);
    }

    @Override
    public void close() {
        server.close();
    }
}
