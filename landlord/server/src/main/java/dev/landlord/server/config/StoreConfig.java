package dev.landlord.server.config;

import java.util.Optional;

/**
 * The database of what Landlord itself keeps: API keys and the audit.
 *
 * @param url a JDBC URL of H2 or PostgreSQL
 * @param user the user of the database
 * @param password the password of that user
 */
public record StoreConfig(String url, Optional<String> user, Optional<Secret> password) {
    private static final String H2_FILE = "jdbc:h2:file:";
    private static final String POSTGRESQL = "jdbc:postgresql:";

    static StoreConfig read(Values values) {
        String url = values.requiredText(Key.STORE_URL);
        if (!url.startsWith(H2_FILE) && !url.startsWith(POSTGRESQL) && !url.startsWith("jdbc:h2:mem:")) {
            values.error(
                    Key.STORE_URL,
                    "url must be " + H2_FILE + "PATH or " + POSTGRESQL + "//HOST/DATABASE, got " + withoutQuery(url));
        }
        return new StoreConfig(url, values.text(Key.STORE_USER), values.secret(Key.STORE_PASSWORD));
    }

    /** The URL without its parameters, among which may be a password. */
    public String shownUrl() {
        return withoutQuery(url);
    }

    private static String withoutQuery(String url) {
        return url.split("[?;]", 2)[0].replaceFirst("//[^/@]*@", "//");
    }
}
