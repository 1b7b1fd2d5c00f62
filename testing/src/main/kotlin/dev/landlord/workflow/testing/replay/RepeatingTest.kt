package dev.landlord.workflow.testing.replay

import dev.landlord.workflow.WorkflowDefinition
import dev.landlord.workflow.body.bodyInJava
import dev.landlord.workflow.body.inputTypeName

/**
 * Returns the code of a test that repeats a failure of a check, in the language of the body.
 *
 * @param input the input as JSON
 */
internal fun repeatingTest(
    definition: WorkflowDefinition<*, *>,
    input: String,
    schedule: Schedule,
): String {
    val body = definition.bodyInJava()
    val test =
        if (body == null) inKotlin(definition.inputTypeName(), input, schedule)
        else inJava(body.javaClass, input, schedule)
    return test.prependIndent("    ")
}

private fun inKotlin(type: String, input: String, schedule: Schedule): String {
    val literal =
        if ('$' in input || "\"\"\"" in input) "\"${input.escaped().replace("$", "\\$")}\""
        else "\"\"\"$input\"\"\""
    return """
        |@Test
        |fun `replays the same way`() {
        |    checkReplayDeterminism(
        |        listOf(Json.decodeFromString<$type>($literal)),
        |        ReplayOptions($schedule),
        |    ) {
        |        TODO("the workflow definition")
        |    }
        |}
        """
        .trimMargin()
}

private fun inJava(body: Class<*>, input: String, schedule: Schedule): String =
    """
    |@Test
    |void replaysTheSameWay() {
    |    ReplayCheck.of(() -> new ${body.simpleName}(/* its dependencies */))
    |            .inputJson("${input.escaped()}")
    |            .schedule(${schedule.inJava()})
    |            .check();
    |}
    """
        .trimMargin()

private fun String.escaped(): String = replace("\\", "\\\\").replace("\"", "\\\"")
