package dev.landlord.cli;

import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "export", description = "Prints all changes and decisions, oldest first: one JSON object in each line.")
final class AuditExport extends ApiCommand {
    @Mixin
    private AuditFilterOptions filter;

    AuditExport() {}

    @Override
    public Integer call() throws IOException {
        api().getLines(filter.addTo(ApiPath.of("audit", "export")), this::printLine);
        return ExitCode.DONE;
    }
}
