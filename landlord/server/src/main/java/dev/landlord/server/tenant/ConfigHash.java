package dev.landlord.server.tenant;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A hash that identifies a configuration, independent of the order of its fields. */
public final class ConfigHash {
    private static final ObjectMapper SORTED =
            new ObjectMapper().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);

    private ConfigHash() {}

    /** The SHA-256 of the JSON, in hex; an empty string for a missing or empty configuration. */
    public static String of(JsonNode config) {
        if (config == null || config.isNull() || config.isEmpty()) {
            return "";
        }
        try {
            String json = SORTED.writeValueAsString(SORTED.treeToValue(config, Object.class));
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(json.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (JsonProcessingException | NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
