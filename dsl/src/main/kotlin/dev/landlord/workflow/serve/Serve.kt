package dev.landlord.workflow.serve

/**
 * Serves workflows to Restate on [port] of the loopback address and returns when it listens; does
 * not suspend, and the process lives on until the server is closed.
 *
 * @param port 0 is any free one; default 9080
 * @param configure what to bind, where to register: see [WorkflowServer.Builder]
 * @throws java.io.UncheckedIOException if the port is in use
 */
public fun serve(port: Int = 9080, configure: WorkflowServer.Builder.() -> Unit): WorkflowServer =
    WorkflowServer.builder().port(port).apply(configure).start()
