package dev.landlord.benchmarks.sidebyside;

import com.fasterxml.jackson.databind.JsonNode;
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

    @Override
    public JournalSize journal(String service, String key) {
        JsonNode row = server.admin()
                .query(
                        "select count(*) as entries, sum(length(encode(raw, 'hex'))) / 2 as bytes from sys_journal where id in "
                                + "(select id from sys_invocation where target_service_name = '" + service
                                + "' and target_service_key = '" + key + "' and target_handler_name = 'run')")
                .get(0);
        return new JournalSize(row.get("entries").asInt(), row.get("bytes").asInt());
    }

    @Override
    public void close() {
        server.close();
    }
}
