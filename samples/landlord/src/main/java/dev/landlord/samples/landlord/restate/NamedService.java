package dev.landlord.samples.landlord.restate;

import dev.restate.sdk.endpoint.Endpoint;
import dev.restate.sdk.endpoint.definition.HandlerDefinition;
import dev.restate.sdk.endpoint.definition.ServiceDefinition;
import java.util.List;

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
        List<HandlerDefinition<?, ?>> handlers = own.getHandlers().stream()
                .<HandlerDefinition<?, ?>>map(handler -> readingPlainly(handler))
                .toList();
        return ServiceDefinition.of(name, own.getServiceType(), handlers)
                .withDocumentation(own.getDocumentation())
                .withMetadata(own.getMetadata());
    }

    private static <I, O> HandlerDefinition<I, O> readingPlainly(HandlerDefinition<I, O> handler) {
        return HandlerDefinition.of(
                        handler.getName(),
                        handler.getHandlerType(),
                        new InputSerde<>(handler.getRequestSerde()),
                        handler.getResponseSerde(),
                        handler.getRunner())
                .withAcceptContentType(handler.getAcceptContentType())
                .withDocumentation(handler.getDocumentation())
                .withMetadata(handler.getMetadata());
    }
}
