package dev.landlord.server.blueprint

import com.fasterxml.jackson.databind.JsonNode
import com.fasterxml.jackson.databind.ObjectMapper
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import java.time.Duration

class BlueprintParserTest :
    FunSpec({
        val mapper = ObjectMapper()

        fun definition(yaml: String, workflow: String = "my-workflow") =
            BlueprintParser.definition(workflow, DefinitionText.parse(yaml.trimIndent()))

        fun problemsOf(yaml: String): List<String> =
            shouldThrow<InvalidBlueprintException> { definition(yaml) }.errors().map { "$it" }

        fun request(json: String): JsonNode = mapper.readTree(json)

        fun problemsOfRequest(json: String): List<String> =
            shouldThrow<InvalidBlueprintException> {
                    BlueprintParser.blueprint(request(json), true)
                }
                .errors()
                .map { "$it" }

        test("row 51: parses the older format with one command") {
            val yaml =
                """
                workflows:
                  - id: hello-world
                    definition: echo "Hello, Restate!"
                """
            definition(yaml, "hello-world").steps() shouldBe
                listOf(
                    BlueprintStep.Command(
                        "hello-world",
                        "echo \"Hello, Restate!\"",
                        null,
                        null,
                        null,
                    )
                )
            definition(yaml, "another-id").steps().map { it.name() } shouldBe listOf("another-id")
        }

        test("row 51: selects the entry with the id of the workflow") {
            val yaml =
                """
                workflows:
                  - {id: hello, definition: echo hello}
                  - {id: bye, definition: echo bye}
                """
            definition(yaml, "bye").steps() shouldBe
                listOf(BlueprintStep.Command("bye", "echo bye", null, null, null))
            shouldThrow<InvalidBlueprintException> { definition(yaml, "other") }.message shouldBe
                "line 1, workflows: expected one entry, or one with the id other, found [hello, bye]"
        }

        test("row 50: parses and serializes steps of every kind") {
            val read =
                definition(
                    """
                    timeout: 1h30m
                    retry_policy: {max_attempts: 7, initial_interval: 250ms, max_interval: 1m, backoff_rate: 1.5}
                    steps:
                      - name: create
                        run: ./create
                        undo: ./drop
                        retry: {max_attempts: 1}
                        timeout: 90s
                      - {name: rest, sleep: 1.5h}
                      - {name: ask, approval: {subject: spend it, within: 3d}}
                      - {name: ask again, approval: {}}
                      - {name: built, callback: {within: 10m}}
                    """
                )
            read shouldBe
                BlueprintDefinition(
                    listOf(
                        BlueprintStep.Command(
                            "create",
                            "./create",
                            "./drop",
                            RetrySettings(1, Duration.ofSeconds(1), Duration.ofSeconds(30), 2.0),
                            Duration.ofSeconds(90),
                        ),
                        BlueprintStep.Sleep("rest", Duration.ofMinutes(90)),
                        BlueprintStep.Approval(
                            "ask",
                            BlueprintStep.Approval.Request("spend it", Duration.ofDays(3)),
                        ),
                        BlueprintStep.Approval(
                            "ask again",
                            BlueprintStep.Approval.Request(null, null),
                        ),
                        BlueprintStep.Callback(
                            "built",
                            BlueprintStep.Callback.Wait(Duration.ofMinutes(10)),
                        ),
                    ),
                    Duration.ofMinutes(90),
                    RetrySettings(7, Duration.ofMillis(250), Duration.ofMinutes(1), 1.5),
                )
            val json = mapper.valueToTree<JsonNode>(read)
            json["timeout"].asText() shouldBe "1h30m"
            BlueprintParser.definition("my-workflow", json) shouldBe read
        }

        test("row 48: reports all errors of a file at once, each with its line and field") {
            problemsOf(
                """
                timeout: 0s
                retry_policy:
                  backoff_rate: 0.5
                steps:
                  - name: one
                    run: ""
                  - name: one
                    sleep: soon
                  - name: undo it!
                    run: [a]
                    sleep: 1s
                  - run: true
                    tries: 3
                  - name: now
                    approval: {within: -1s}
                  - name: long
                    run: x
                    timeout: 2h
                    retry: {max_attempts: 0, initial_interval: 1m, max_interval: 1s}
                surprise: 1
                """
            ) shouldBe
                listOf(
                    "line 20, surprise: unknown field; expected steps, timeout, retry_policy",
                    "line 6, steps[0].run: required",
                    "line 7, steps[1].name: there is another step named \"one\"; choose another name",
                    "line 8, steps[1].sleep: expected a duration such as 500ms, 10s, 1h30m or 3d, found \"soon\"",
                    "line 9, steps[2].name: expected 1 to 128 letters, digits, blanks, '_', '.' and '-', " +
                        "the first a letter or digit, found \"undo it!\"",
                    "line 9, steps[2]: expected one of run, sleep, approval and callback, found run and sleep",
                    "line 12, steps[3].name: required",
                    "line 13, steps[3].tries: unknown field; expected name, run, undo, retry, timeout",
                    "line 12, steps[3].run: expected a text, found true; quote it",
                    "line 14, steps[4].name: the journal uses \"now\" for another purpose; choose another name",
                    "line 15, steps[4].approval.within: must be positive, found \"-1s\"",
                    "line 18, steps[5].timeout: a command may take at most 1h, found \"2h\"; " +
                        "for longer work, start it in the background and wait for its callback",
                    "line 19, steps[5].retry.max_attempts: expected a whole number, 1 or more, found 0",
                    "line 19, steps[5].retry.max_interval: must not be shorter than initial_interval (1m), found 1s",
                    "line 1, timeout: timeout must be positive if set",
                    "line 3, retry_policy.backoff_rate: retry_policy.backoff_rate must be >= 1.0",
                )
        }

        test("fault 36: refuses durations that are too long for Restate") {
            problemsOf(
                """
                timeout: 36501d
                retry_policy: {initial_interval: 366d, max_interval: 366d}
                steps:
                  - name: rest
                    sleep: 999999999d
                  - name: ask
                    approval: {within: 36501d}
                  - name: wait
                    callback: {within: 36500d1ms}
                """
            ) shouldBe
                listOf(
                    "line 5, steps[0].sleep: must be at most 36500d, found \"999999999d\"",
                    "line 7, steps[1].approval.within: must be at most 36500d, found \"36501d\"",
                    "line 9, steps[2].callback.within: must be at most 36500d, found \"36500d1ms\"",
                    "line 1, timeout: must be at most 36500d, found \"36501d\"",
                    "line 2, retry_policy.initial_interval: must be at most 365d, found \"366d\"",
                    "line 2, retry_policy.max_interval: must be at most 365d, found \"366d\"",
                )
            definition("steps: [{name: rest, sleep: 36500d}]").steps() shouldBe
                listOf(BlueprintStep.Sleep("rest", Duration.ofDays(36_500)))
        }

        test("fault 36: accepts a backoff rate from 1 to 1000") {
            fun retry(rate: String) =
                "retry_policy: {backoff_rate: $rate}\nsteps: [{name: a, run: b}]"
            for (rate in listOf("1000.1", "1e308")) {
                problemsOf(retry(rate)) shouldBe
                    listOf(
                        "line 1, retry_policy.backoff_rate: retry_policy.backoff_rate must be <= 1000, " +
                            "found ${mapper.readTree(rate)}"
                    )
            }
            for (rate in listOf(".inf", ".nan", "1e400")) {
                problemsOf(retry(rate)).size shouldBe 1
            }
            definition(retry("1000")).retryPolicy().backoffRate() shouldBe 1000.0
        }

        test("reports texts that are not a definition") {
            problemsOf("steps: []") shouldBe
                listOf(
                    "line 1, steps: expected at least one step, such as {name: hello, run: echo hello}"
                )
            problemsOf("just text") shouldBe listOf("line 1: expected fields, found \"just text\"")
            shouldThrow<InvalidBlueprintException> { definition("") }.message shouldBe
                "definition is required"
            problemsOf("steps: [") shouldBe
                listOf("line 1: expected YAML or JSON: while parsing a flow node")
            problemsOf("steps: {}\nsteps: {}") shouldBe
                listOf("line 2: expected YAML or JSON: Duplicate field 'steps'")
        }

        test("row 48: refuses invalid requests with the documented messages") {
            problemsOfRequest(
                """{"workflow_id": "My Workflow", "name": " ", "timeout": "-1s",
                    "retry_policy": {"backoff_rate": 0.9}, "colour": "red"}"""
            ) shouldBe
                listOf(
                    "colour: unknown field; expected workflow_id, name, description, definition, timeout, " +
                        "retry_policy, tags",
                    "workflow_id: workflow_id must match pattern ^[a-z0-9-]{1,128}$",
                    "name: name must have 1 to 256 characters, found 1",
                    "definition: definition is required",
                    "timeout: timeout must be positive if set",
                    "retry_policy.backoff_rate: retry_policy.backoff_rate must be >= 1.0",
                )
        }

        test("row 48: checks the name of an execution") {
            fun refused(name: String) =
                shouldThrow<InvalidBlueprintException> {
                        BlueprintParser.requireExecutionName(name)
                    }
                    .errors()
                    .single()
                    .message()
            for (bad in listOf("", "a b", "ä", "x".repeat(129), "a/b")) {
                refused(bad) shouldBe "execution_name must match pattern ^[a-zA-Z0-9-_]{1,128}$"
            }
            for (taken in listOf("latest", "inv_1")) {
                refused(taken) shouldBe
                    "execution_name must not be latest or begin with inv_: these have another meaning"
            }
            BlueprintParser.requireExecutionName("tenant-7-TenantPlanning_plan")
        }

        test("row 49: accepts the maximum size, and refuses more") {
            fun command(size: Int) =
                """{"steps": [{"name": "x", "run": "${"#".repeat(size - 38)}"}]}"""
            fun sized(size: Int) =
                """{"workflow_id": "w", "definition": ${command(size)},
                    "description": "${"d".repeat(1024)}",
                    "tags": {${(1..50).joinToString { "\"t$it\": \"\"" }}}}"""
            val limit = 256 * 1024
            val spare = mapper.readTree(command(limit)).toString().length - limit
            BlueprintParser.blueprint(request(sized(limit - spare)), true).tags().size shouldBe 50
            problemsOfRequest(sized(limit - spare + 1)) shouldBe
                listOf(
                    "definition: definition must not be larger than 262144 bytes of JSON, found 262145"
                )
            problemsOfRequest(
                """{"workflow_id": "w", "definition": {"steps": [{"name": "x", "run": "y"}]},
                    "description": "${"d".repeat(1025)}",
                    "tags": {${(1..51).joinToString { "\"t$it\": \"\"" }}}}"""
            ) shouldBe
                listOf(
                    "description: description must have at most 1024 characters, found 1025",
                    "tags: at most 50 tags, found 51",
                )
            val tooLong = mapper.nodeFactory.textNode("i".repeat(limit))
            shouldThrow<InvalidBlueprintException> { BlueprintParser.requireInput(tooLong) }
                .errors()
                .single()
                .message() shouldBe
                "input must not be larger than 262144 bytes of JSON, found 262146"
        }

        test(
            "row 50: the timeout and retry policy of the workflow take precedence over those of the file"
        ) {
            val definition =
                """{"timeout": "1m", "retry_policy": {"max_attempts": 2},
                    "steps": [{"name": "x", "run": "y"}]}"""
            fun read(more: String) =
                BlueprintParser.blueprint(
                        request("""{"workflow_id": "w", "definition": $definition$more}"""),
                        true,
                    )
                    .read()
            read("").timeout() shouldBe Duration.ofMinutes(1)
            read("").retryPolicy().maxAttempts() shouldBe 2
            read(""", "timeout": "5m"""").timeout() shouldBe Duration.ofMinutes(5)
            read(""", "retry_policy": {"max_attempts": 9}""").retryPolicy().maxAttempts() shouldBe 9
        }

        test("if shell commands are switched off, each step with a command is refused") {
            fun problems(definition: String) =
                shouldThrow<InvalidBlueprintException> {
                        BlueprintParser.blueprint(
                            request("""{"workflow_id": "w", "definition": $definition}"""),
                            false,
                        )
                    }
                    .errors()
                    .map { "$it" }
            val reason =
                "shell commands are switched off on this Landlord; set workflow.shell.enabled to true to allow them"
            problems(
                """{"steps": [{"name": "a", "run": "x"}, {"name": "b", "sleep": "1s"}, {"name": "c", "run": "y"}]}"""
            ) shouldBe
                listOf("definition.steps[0].run: $reason", "definition.steps[2].run: $reason")
            problems("""{"workflows": [{"id": "w", "definition": "x"}]}""") shouldBe
                listOf("definition.workflows: $reason")
            problems("""{"steps": [{"name": "a", "run": "x", "more": 1}]}""").size shouldBe 2
            BlueprintParser.blueprint(
                request(
                    """{"workflow_id": "w", "definition": {"steps": [{"name": "b", "sleep": "1s"}]}}"""
                ),
                false,
            )
        }
    })
