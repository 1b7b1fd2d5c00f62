package dev.landlord.api

import com.fasterxml.jackson.databind.JsonNode
import com.fasterxml.jackson.databind.node.ObjectNode
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper
import com.networknt.schema.JsonSchemaFactory
import com.networknt.schema.SchemaValidatorsConfig
import com.networknt.schema.SpecVersion.VersionFlag

/** The OpenAPI document: its schemas and its examples. */
object OpenApi {
    private val METHODS = setOf("get", "put", "post", "delete", "patch")

    val document: JsonNode =
        YAMLMapper().readTree(OpenApi::class.java.getResourceAsStream("/openapi.yaml"))

    /** One method of one path. */
    class Operation(
        val method: String,
        val template: String,
        val parameters: List<JsonNode>,
        val node: JsonNode,
    ) {
        val id: String = node["operationId"].asText()

        /** Its path, with the examples of its parameters. */
        val path: String =
            parameters
                .filter { it["in"].asText() == "path" }
                .fold(template) { path, parameter ->
                    path.replace("{${parameter["name"].asText()}}", parameter["example"].asText())
                }

        val responses: Map<Int, JsonNode> =
            node["responses"].properties().associate { (status, response) ->
                status.toInt() to resolve(response)
            }

        fun takes(path: String): Boolean =
            Regex(template.replace(Regex("\\{\\w+}"), "[^/]+")).matches(path)
    }

    val operations: List<Operation> =
        document["paths"].properties().flatMap { (template, path) ->
            val shared = path.path("parameters").map(::resolve)
            path
                .properties()
                .filter { (method, _) -> method in METHODS }
                .map { (method, node) ->
                    Operation(
                        method.uppercase(),
                        template,
                        shared + node.path("parameters").map(::resolve),
                        node,
                    )
                }
        }

    fun operation(id: String): Operation = operations.single { it.id == id }

    fun operation(method: String, path: String): Operation? = operations.singleOrNull {
        it.method == method && it.takes(path)
    }

    fun example(name: String): ObjectNode =
        document.at("/components/examples/$name/value").deepCopy()

    fun resolve(node: JsonNode): JsonNode =
        if (node.has("\$ref")) document.at(node["\$ref"].asText().removePrefix("#")) else node

    /**
     * What is wrong with an answer: a status that is not foreseen, another type of content, a body
     * that is not what the schema wants. [type] and [body] are `null` if there are none.
     */
    fun problems(operation: Operation, status: Int, type: String?, body: JsonNode?): List<String> {
        val response =
            operation.responses[status] ?: return listOf("status $status is not foreseen")
        val content = response["content"]?.properties()?.single()
        if (content?.key != type)
            return listOf("expected content of type ${content?.key}, found $type")
        return if (content == null || body == null) listOf()
        else problems(content.value["schema"], body)
    }

    /** The violations of the schema in a value. */
    fun problems(schema: JsonNode, value: JsonNode): List<String> {
        val whole =
            schema.deepCopy<ObjectNode>().set<ObjectNode>("components", document["components"])
        val config = SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build()
        return JsonSchemaFactory.getInstance(VersionFlag.V202012)
            .getSchema(whole, config)
            .validate(value)
            .map { it.toString() }
    }
}
