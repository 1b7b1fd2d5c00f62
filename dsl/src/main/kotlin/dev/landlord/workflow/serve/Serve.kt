package dev.landlord.workflow.serve

/**
 * Serves workflows to Restate on [port] of the loopback address. Returns when it listens; does not
 * suspend. The process does not end before the server is closed.
 *
 * In Kotlin, because [configure] has a receiver; the rest of the package is Java, as its callers
 * are.
 *
 * @param port 0 is any free port; default 9080
 * @param configure binds the services and registers them: see [WorkflowServer.Builder]
 * @throws java.io.UncheckedIOException if the port is in use
 */
public fun serve(port: Int = 9080, configure: WorkflowServer.Builder.() -> Unit): WorkflowServer =
    WorkflowServer.builder().port(port).apply(configure).start()
