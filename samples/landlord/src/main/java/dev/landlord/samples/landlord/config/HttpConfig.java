package dev.landlord.samples.landlord.config;

/**
 * Where Landlord's own HTTP API listens.
 *
 * @param port 0 is any free one; default: 8081
 */
public record HttpConfig(String host, int port) {
    static HttpConfig read(Values values) {
        return new HttpConfig(values.requiredText(Key.HTTP_HOST), values.port(Key.HTTP_PORT));
    }
}
