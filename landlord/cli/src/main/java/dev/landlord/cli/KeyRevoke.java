package dev.landlord.cli;

import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "revoke", description = "Revokes an API key: Landlord refuses it from the next request on.")
final class KeyRevoke extends ApiCommand {
    @Parameters(paramLabel = "NAME", description = "The name of the user of the key")
    private String name;

    KeyRevoke() {}

    @Override
    public Integer call() throws IOException {
        ApiResponse response = api().sendOnce("DELETE", ApiPath.of("keys", name), MissingNode.getInstance());
        show(response.body(), out -> out.println("revoked the key of " + name));
        return ExitCode.DONE;
    }
}
