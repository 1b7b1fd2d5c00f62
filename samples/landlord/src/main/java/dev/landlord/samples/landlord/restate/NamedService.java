package dev.landlord.samples.landlord.restate;

import dev.restate.sdk.endpoint.Endpoint;
import dev.restate.sdk.endpoint.definition.ServiceDefinition;

/** A service under the name that it is configured to have, and not that of its class. */
public final class NamedService {
    private NamedService() {}

    /** @param service what Restate's own processor knows, such as a virtual object */
    public static ServiceDefinition of(String name, Object service) {
        ServiceDefinition own = Endpoint.bind(service)
                .build()
                .getServiceDefinitions()
                .findFirst()
                .orElseThrow();
        return ServiceDefinition.of(name, own.getServiceType(), own.getHandlers())
                .withDocumentation(own.getDocumentation())
                .withMetadata(own.getMetadata());
    }
}
