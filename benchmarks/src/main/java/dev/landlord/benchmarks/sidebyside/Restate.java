package dev.landlord.benchmarks.sidebyside;

import com.fasterxml.jackson.databind.JsonNode;
import dev.landlord.devserver.RestateServer;
import java.net.URI;
import java.util.List;
import java.util.Map;

/** A restate-server with one partition: with more, every arm is slower on few cores. */
final class Restate implements Backend {
    /** The settings of {@code docs/server-settings.md} for a single node. */
    static final Map<String, String> TUNED = Map.of("RESTATE_BIFROST__DEFAULT_PROVIDER", "local");

    private final RestateServer server;

    Restate(Map<String, String> settings) {
        RestateServer.Options options = RestateServer.options().environment("RESTATE_DEFAULT_NUM_PARTITIONS", "1");
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
