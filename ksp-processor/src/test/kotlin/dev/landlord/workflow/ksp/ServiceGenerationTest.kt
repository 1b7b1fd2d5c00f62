package dev.landlord.workflow.ksp

import dev.landlord.workflow.compiler.shouldSay
import dev.landlord.workflow.restate.WorkflowService
import dev.restate.common.Slice
import dev.restate.sdk.endpoint.Endpoint
import dev.restate.sdk.endpoint.definition.HandlerType
import dev.restate.sdk.endpoint.definition.InvocationRetryPolicy.OnMaxAttempts
import dev.restate.sdk.endpoint.definition.ServiceDefinition
import dev.restate.sdk.endpoint.definition.ServiceDefinitionFactory
import dev.restate.sdk.endpoint.definition.ServiceType
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainAll
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.collections.shouldContainExactlyInAnyOrder
import io.kotest.matchers.maps.shouldContainExactly
import io.kotest.matchers.nulls.shouldNotBeNull
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import java.time.Duration
import kotlin.io.path.Path
import kotlin.io.path.name
import kotlin.io.path.readText

/** The generated code in a user's program: compiled, loaded, constructed and bound. */
class ServiceGenerationTest :
    FunSpec({
        val folder = Path("src/test/resources/generated")
        val source = folder.resolve("Tenants.kt")
        val run by lazy { ProcessorRun(mapOf(source.name to source.readText())) }

        /** Binds the service [name] as [dev.landlord.workflow.serve.WorkflowServer] does. */
        fun bind(name: String, vararg arguments: Any): ServiceDefinition {
            val loader = run.loader
            val constructor =
                loader.loadClass("acme.$name").constructors.single {
                    it.parameterCount == arguments.size
                }
            val definitions = arguments.map {
                loader.loadClass("acme.$it").getConstructor().newInstance()
            }
            val service = constructor.newInstance(*definitions.toTypedArray()) as WorkflowService
            @Suppress("UNCHECKED_CAST")
            val factory =
                loader
                    .loadClass("acme.${name}ServiceDefinitionFactory")
                    .getConstructor()
                    .newInstance() as ServiceDefinitionFactory<Any>
            return Endpoint.bind(factory.create(service, null).configure(service::configure))
                .build()
                .serviceDefinitions
                .toList()
                .single()
        }

        for (file in listOf("Service.kt", "Payloads.kt", "CoroutineClient.kt", "Client.java")) {
            test("the generated ${file.substringBefore('.')} equals its golden file") {
                run.errors shouldBe emptyList()
                val generated =
                    "${file.substringAfter('.').replace("kt", "kotlin")}/acme/ProvisionTenant$file"
                folder.resolve("ProvisionTenant$file.txt") shouldSay
                    run.generated.getValue(generated)
            }
        }

        test("Java gets its own time types, and primitives for values that are never null") {
            val client = run.generated.getValue("java/acme/TimedClient.java")
            for (method in
                listOf(
                    "boolean run(Set<Long> request, Duration timeout)",
                    "CompletableFuture<Boolean> attachAsync(Duration timeout)",
                    "void due(LocalDate value)",
                    "void pause(Duration value)",
                    "Optional<Instant> seen()",
                    "Duration late(Duration timeout)",
                )) client shouldContain "public $method {"
            client shouldContain "import java.time.Instant;"
        }

        test("clients for Java and their Javadoc compile without a warning") {
            run.javaProblems("-Xlint:all", "-Xdoclint:all,-missing") shouldBe emptyList()
        }

        test("the class of a service is found by the name of the service") {
            run.resource("META-INF/landlord/workflows/ProvisionTenant") shouldBe
                "acme.ProvisionTenantService\n"
        }

        test("Restate's processor generates handlers, client and factory from the service") {
            run.generated.keys shouldContainAll
                listOf("Client", "Handlers", "ServiceDefinitionFactory").map {
                    "kotlin/acme/acme.ProvisionTenantService$it.kt"
                }
            run.generated.entries
                .single { it.key.endsWith("services/${ServiceDefinitionFactory::class.java.name}") }
                .value
                .lines()
                .filter { it.isNotEmpty() }
                .sorted() shouldBe
                listOf(
                        "GreetingService",
                        "DefinitionService",
                        "HashedService",
                        "BoxedService",
                        "NestedHolderPingService",
                        "ProvisionTenantService",
                        "NothingService",
                        "PatientService",
                        "TimedService",
                        "OddService",
                    )
                    .map { "acme.${it}ServiceDefinitionFactory" }
                    .sorted()
        }

        test("a service binds as a workflow with its handlers, and their types") {
            val service = bind("ProvisionTenantService", "ProvisionTenant")
            service.serviceName shouldBe "ProvisionTenant"
            service.serviceType shouldBe ServiceType.WORKFLOW
            service.handlers.map { it.name } shouldContainExactlyInAnyOrder
                listOf("run", "status", "cancel", "approveFinance", "rejectFinance", "resized") +
                    listOf("pinged", "progress", "approveLegal", "rejectLegal") +
                    listOf("ready", "completeReady", "left", "completeLeft")
            val run = service.handler("run")
            run.handlerType shouldBe HandlerType.WORKFLOW
            run.requestSerde.jsonSchema().shouldNotBeNull()
            val status = service.handler("status")
            status.handlerType shouldBe HandlerType.SHARED
            status.responseSerde.jsonSchema().shouldNotBeNull()
            status.enableLazyState shouldBe true
            for (handler in service.handlers.filter { it.name != "run" }) {
                handler.handlerType shouldBe HandlerType.SHARED
                handler.journalRetention shouldBe Duration.ZERO
            }
        }

        test("handlers have the schema of their input, and report the error in an invalid one") {
            val service = bind("ProvisionTenantService", "ProvisionTenant")
            val schema = "${service.handler("approveFinance").requestSerde.jsonSchema()}"
            for (field in listOf("actor", "size", "reason", "token")) {
                schema shouldContain "\"$field\""
            }
            shouldThrow<IllegalArgumentException> {
                    service
                        .handler("approveFinance")
                        .requestSerde
                        .deserialize(Slice.wrap("""{"actor":"alice","value":{"size":"x"}}"""))
                }
                .message shouldContain
                "[LW114] the request: expected JSON of the type ApprovalInput<Budget>, found "
        }

        test("KDoc in the source becomes the documentation that Restate shows") {
            val service = bind("ProvisionTenantService", "ProvisionTenant")
            service.documentation shouldBe "Provisions a tenant: `database`, then \$page."
            service.handler("approveFinance").documentation shouldBe
                "The budget, from finance: at most \"a lot\" of \$."
            service.handler("rejectLegal").documentation shouldBe "Legal has a look."
        }

        test("decisions are retained for as long as an approver may repeat one") {
            val service = bind("ProvisionTenantService", "ProvisionTenant")
            service.handler("run").workflowRetention shouldBe Duration.ofDays(30)
            service.journalRetention shouldBe Duration.ofDays(30)
        }

        test("a service sets its timeouts, its retention and its retry policy") {
            val service = bind("GreetingService")
            service.abortTimeout shouldBe Duration.ofHours(1)
            service.journalRetention shouldBe Duration.ofDays(7)
            service.handler("run").workflowRetention shouldBe Duration.ofDays(7)
            val retry = service.invocationRetryPolicy.shouldNotBeNull()
            retry.maxInterval() shouldBe Duration.ofSeconds(10)
            retry.maxAttempts() shouldBe 400
            retry.onMaxAttempts() shouldBe OnMaxAttempts.PAUSE
            service.inactivityTimeout shouldBe null
        }

        test("attempts that may exceed an hour raise the timeouts of their service") {
            val service = bind("PatientService")
            service.abortTimeout shouldBe Duration.ofHours(3)
            service.inactivityTimeout shouldBe Duration.ofHours(3)
        }

        test(
            "a top-level property, a nested class and a body of Unit are served"
        ) {
            bind("GreetingService").serviceName shouldBe "acme.greeting"
            bind("NestedHolderPingService", "NestedHolder\$Ping").serviceName shouldBe
                "NestedHolderPing"
            bind("NothingService").handler("run").handlerType shouldBe HandlerType.WORKFLOW
        }

        test("type aliases are resolved, also with type parameters") {
            run.generated.getValue("kotlin/acme/DefinitionService.kt") shouldContain
                "request: Map<String, List<ArrayList<Tenant>>>): String"
            bind("DefinitionService").serviceName shouldBe "Definition"
            bind("HashedService").serviceName shouldBe "Hashed"
        }

        test("a second run generates the same bytes") {
            ProcessorRun(mapOf(source.name to source.readText())).generated shouldContainExactly
                run.generated
        }
    })

private fun ServiceDefinition.handler(name: String) = handlers.single { it.name == name }
