package dev.landlord.devserver;

import dev.restate.sdk.endpoint.Endpoint;
import dev.restate.sdk.testing.RestateRunner;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.Testcontainers;

/**
 * A restate-server in the container of sdk-testing, for a machine with a Docker engine and without a native server. Its
 * ports change when it restarts.
 */
final class ContainerServer implements ServerProcess {
    private final RestateRunner runner;

    private ContainerServer(Map<String, String> environment) {
        RestateRunner.Builder builder = RestateRunner.from(Endpoint.builder().build())
                .withRestateContainerImage("docker.io/restatedev/restate:" + ServerBinary.VERSION);
        environment.forEach(builder::withAdditionalEnv);
        this.runner = builder.build();
    }

    /**
     * Returns the container; empty if no Docker engine answers, and then adds this reason to {@code tried}.
     *
     * @throws NoClassDefFoundError if sdk-testing is not on the class path
     */
    static Optional<ServerProcess> ifAvailable(Map<String, String> environment, List<String> tried) {
        if (DockerClientFactory.instance().isDockerAvailable()) {
            return Optional.of(new ContainerServer(environment));
        }
        tried.add("Docker: no engine answers");
        return Optional.empty();
    }

    @Override
    public void start(Duration timeout) {
        if (runner.getRestateContainer().getContainerId() == null) {
            runner.start();
        } else {
            docker().startContainerCmd(runner.getRestateContainer().getContainerId())
                    .exec();
        }
    }

    private com.github.dockerjava.api.DockerClient docker() {
        return runner.getRestateContainer().getDockerClient();
    }

    // The runner's own stop would remove the container with its data.
    @Override
    public void stop() {
        runningId().ifPresent(id -> docker().stopContainerCmd(id).exec());
    }

    @Override
    public void kill() {
        runningId().ifPresent(id -> docker().killContainerCmd(id).exec());
    }

    private Optional<String> runningId() {
        return Optional.ofNullable(runner.getRestateContainer().getContainerId())
                .filter(id -> runner.getRestateContainer().isRunning());
    }

    @Override
    public URI ingressUrl() {
        return uri(runner.getRestateUrl());
    }

    @Override
    public URI adminUrl() {
        return uri(runner.getAdminUrl());
    }

    @Override
    public URI serviceUrl(int port) {
        Testcontainers.exposeHostPorts(port);
        return URI.create("http://host.testcontainers.internal:" + port);
    }

    private static URI uri(java.net.URL url) {
        try {
            return url.toURI();
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
