package dev.landlord.server.config;

import java.util.Optional;

/**
 * How the shell commands of workflows run.
 *
 * @param enabled whether they run at all; default: whether the HTTP API listens on loopback only
 * @param user the user that runs them; if absent, the user that runs Landlord
 */
public record ShellConfig(boolean enabled, Optional<String> user) {
    static ShellConfig read(Values values, HttpConfig http) {
        return new ShellConfig(
                values.optionalFlag(Key.SHELL_ENABLED).orElse(!http.isExposed()),
                values.text(
                        Key.SHELL_USER,
                        text -> text.matches("[A-Za-z_][A-Za-z0-9_.-]{0,31}"),
                        "the name of a user of this machine, such as landlord-steps"));
    }
}
