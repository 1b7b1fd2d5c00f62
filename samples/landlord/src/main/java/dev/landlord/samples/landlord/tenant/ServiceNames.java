package dev.landlord.samples.landlord.tenant;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The names of services with Restate: {@code my-workflow} is {@code MyWorkflow}, and where several
 * Landlords share a Restate {@code namespace-prefix-MyWorkflow}.
 *
 * @param namespace in front of every name; may be empty
 * @param prefix behind the namespace; may be empty
 * @param provisioning what the service of {@code tenant-provisioning} is called instead, if that name is taken
 */
public record ServiceNames(String namespace, String prefix, Optional<String> provisioning) {
    /** The names as they are, without anything in front. */
    public static ServiceNames plain() {
        return new ServiceNames("", "", Optional.empty());
    }

    /** The service that runs the workflow of that id. */
    public String ofWorkflow(String workflowId) {
        return of(provisioning
                .filter(name -> workflowId.equals(Lifecycle.PROVISION.workflowId()))
                .orElseGet(() -> pascalCase(workflowId)));
    }

    /** The service of that name. */
    public String of(String service) {
        return Stream.of(namespace, prefix, service)
                .filter(part -> !part.isBlank())
                .collect(Collectors.joining("-"));
    }

    private static String pascalCase(String workflowId) {
        return Arrays.stream(workflowId.split("-"))
                .filter(word -> !word.isEmpty())
                .map(word -> Character.toUpperCase(word.charAt(0)) + word.substring(1))
                .collect(Collectors.joining());
    }
}
