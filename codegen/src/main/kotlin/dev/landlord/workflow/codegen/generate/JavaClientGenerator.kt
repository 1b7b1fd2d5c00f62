package dev.landlord.workflow.codegen.generate

import com.palantir.javapoet.ClassName
import com.palantir.javapoet.CodeBlock
import com.palantir.javapoet.FieldSpec
import com.palantir.javapoet.JavaFile
import com.palantir.javapoet.MethodSpec
import com.palantir.javapoet.TypeName
import com.palantir.javapoet.TypeSpec
import dev.landlord.workflow.codegen.model.InteractionModel
import dev.landlord.workflow.codegen.model.InteractionModel.Kind
import javax.lang.model.element.Modifier

/**
 * Writes the client for Java, with two methods for each request: one that blocks and one that
 * returns a future.
 */
internal class JavaClientGenerator(private val client: ClientModel) {
    private val workflow = client.workflow
    private val type = ClassName.get(workflow.packageName, workflow.clientClass)
    private val run = type.nestedClass("Run")
    private val scope = type.nestedClass("Scope")
    private val methods = JavaClientMethods(client)

    fun generate(): JavaFile = javaFile(workflow, connection())

    private fun connection(): TypeSpec =
        TypeSpec.classBuilder(type)
            .addModifiers(Modifier.PUBLIC, Modifier.FINAL)
            .addAnnotation(suppressed("deprecation", "removal"))
            .addSuperinterface(AutoCloseable::class.java)
            .addJavadoc("\$L", documentation())
            .addField(CONNECTION, "connection", Modifier.PRIVATE, Modifier.FINAL)
            .addMethod(constructor(CONNECTION, "connection"))
            .addMethod(
                connect(
                    "url",
                    ClassName.get("java.lang", "String"),
                    CodeBlock.of("\$T.to(url)", OPTIONS),
                )
            )
            .addMethod(connect("options", OPTIONS, CodeBlock.of("options")))
            .addMethod(runOfKey())
            .addMethod(
                MethodSpec.methodBuilder("scope")
                    .addJavadoc(SCOPE_JAVADOC)
                    .addModifiers(Modifier.PUBLIC)
                    .addParameter(String::class.java, "scope")
                    .returns(scope)
                    .addStatement("return new \$T(connection.scope(scope))", scope)
                    .build()
            )
            .addMethod(
                MethodSpec.methodBuilder("close")
                    .addJavadoc(
                        "Ends the requests in flight, which fail with a\n" +
                            "{@link dev.landlord.workflow.client.ClientClosedException}. The runs go on."
                    )
                    .addAnnotation(Override::class.java)
                    .addModifiers(Modifier.PUBLIC)
                    .addStatement("connection.close()")
                    .build()
            )
            .addType(run())
            .addType(scope())
            .build()

    private fun documentation(): String =
        listOfNotNull(
                "Calls the workflow {@code ${workflow.serviceName}} over Restate's ingress, blocking " +
                    "or with futures.",
                workflow.documentation?.let { "<p>" + javadoc(it) },
                "<p>Thread-safe: share one client, and close it at the end. Each kind of failure is a " +
                    "subclass of\n{@link dev.landlord.workflow.client.WorkflowClientException}; a " +
                    "future completes with\nthe same exception.",
            )
            .joinToString("\n\n")

    private fun constructor(type: TypeName, field: String): MethodSpec =
        MethodSpec.constructorBuilder()
            .addModifiers(Modifier.PRIVATE)
            .addParameter(type, field)
            .addStatement("this.\$N = \$N", field, field)
            .build()

    private fun connect(parameter: String, of: TypeName, options: CodeBlock): MethodSpec =
        MethodSpec.methodBuilder("connect")
            .addJavadoc(
                "A client of the Restate server whose ingress has this URL; sends nothing yet.\n\n" +
                    "@throws IllegalArgumentException if it is not an http or https URL"
            )
            .addModifiers(Modifier.PUBLIC, Modifier.STATIC)
            .addParameter(of, parameter)
            .returns(type)
            .addStatement("return new \$T(\$L)", type, open(options))
            .build()

    private fun open(options: CodeBlock): CodeBlock =
        CodeBlock.of("\$T.open(\$L, \$S)", CONNECTION, options, workflow.serviceName)

    private fun run(): TypeSpec =
        TypeSpec.classBuilder(run)
            .addModifiers(Modifier.PUBLIC, Modifier.STATIC, Modifier.FINAL)
            .addJavadoc("The run of one key.")
            .addField(
                FieldSpec.builder(RUN_CLIENT, "run", Modifier.PRIVATE, Modifier.FINAL).build()
            )
            .addMethod(constructor(RUN_CLIENT, "run"))
            .addMethod(
                MethodSpec.methodBuilder("key")
                    .addJavadoc("The key of the run.")
                    .addModifiers(Modifier.PUBLIC)
                    .returns(String::class.java)
                    .addStatement("return run.key()")
                    .build()
            )
            .addMethods(methods.ofEachRun())
            .addMethods(workflow.interactions.flatMap(::methods))
            .build()

    private fun scope(): TypeSpec =
        TypeSpec.classBuilder(scope)
            .addModifiers(Modifier.PUBLIC, Modifier.STATIC, Modifier.FINAL)
            .addJavadoc("The runs in one flow-control scope of Restate.")
            .addField(CONNECTION, "connection", Modifier.PRIVATE, Modifier.FINAL)
            .addMethod(constructor(CONNECTION, "connection"))
            .addMethod(runOfKey())
            .build()

    private fun runOfKey(): MethodSpec =
        MethodSpec.methodBuilder("workflow")
            .addJavadoc(
                "The run of that key, whether it exists or not.\n\n" +
                    "@throws IllegalArgumentException if the key is empty"
            )
            .addModifiers(Modifier.PUBLIC)
            .addParameter(String::class.java, "key")
            .returns(run)
            .addStatement("return new \$T(connection.run(key))", run)
            .build()

    private fun methods(of: InteractionModel): List<MethodSpec> =
        when (of.kind) {
            Kind.APPROVAL -> methods.approve(of) + methods.reject(of)
            Kind.SIGNAL ->
                methods.tell(of.name, of, "Sends the signal {@code ${of.name}} to the run.")
            Kind.QUERY -> methods.query(of)
            Kind.PROMISE ->
                methods.tell(
                    of.completeHandler,
                    of,
                    "Sets the promise {@code ${of.name}} of the run, once.",
                ) + methods.await(of)
        }

    companion object {
        private const val SCOPE_JAVADOC =
            "The runs in that flow-control scope of Restate. The same key in two scopes, or in a\n" +
                "scope and in none, is two runs. Uses the connection of this client, which is\n" +
                "closed with it.\n\n" +
                "@param scope 1 to 36 letters, digits, {@code _}, {@code -} and {@code .}\n" +
                "@throws IllegalArgumentException if Restate does not accept the name"
        const val CLIENT = "dev.landlord.workflow.client"
        const val INGRESS = "dev.landlord.workflow.ingress"
        private val CONNECTION = ClassName.get(INGRESS, "ClientConnection")
        private val OPTIONS = ClassName.get(CLIENT, "ClientOptions")
        val RUN_CLIENT: ClassName = ClassName.get(INGRESS, "RunClient")
    }
}
