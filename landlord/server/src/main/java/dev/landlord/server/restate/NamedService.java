package dev.landlord.server.restate;

import dev.restate.sdk.endpoint.Endpoint;
import dev.restate.sdk.endpoint.definition.HandlerDefinition;
import dev.restate.sdk.endpoint.definition.ServiceDefinition;
import java.util.List;

/** Creates services with a configured name instead of the name of their class. */
public final class NamedService {
    private NamedService() {}

    /** @param service an instance of a class with the SDK's annotations, such as a virtual object */
    public static ServiceDefinition of(String name, Object service) {
        ServiceDefinition own = Endpoint.bind(service)
                .build()
                .getServiceDefinitions()
                .findFirst()
                .orElseThrow();
        List<HandlerDefinition<?, ?>> handlers = own.getHandlers().stream()
                .<HandlerDefinition<?, ?>>map(handler -> withPlainErrors(handler))
                .toList();
        return ServiceDefinition.of(name, own.getServiceType(), handlers)
                .withDocumentation(own.getDocumentation())
                .withMetadata(own.getMetadata());
    }

    private static <I, O> HandlerDefinition<I, O> withPlainErrors(HandlerDefinition<I, O> handler) {
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
