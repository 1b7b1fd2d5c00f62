package dev.landlord.samples.landlord.tenant;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;

/** Queries over the tables of Restate, through its admin API. */
@FunctionalInterface
public interface AdminSql {
    /** The rows, as JSON objects. */
    List<JsonNode> query(String sql) throws IOException;
}
