package dev.landlord.workflow.errors;

import static dev.landlord.workflow.errors.Part.CLIENT;
import static dev.landlord.workflow.errors.Part.DEV_SERVER;
import static dev.landlord.workflow.errors.Part.LIBRARY;
import static dev.landlord.workflow.errors.Part.PROCESSOR;
import static dev.landlord.workflow.errors.Part.TEST_KIT;

/**
 * The catalogue of errors: the id of each, the part that reports it, when it occurs, and what to do. An id is stable:
 * it keeps its meaning, and no later error reuses it. The texts are Markdown, and {@code docs/errors.md} is generated
 * from them. {@link #written} starts the message of an occurrence.
 */
public enum ErrorCode {
    LW001(
            PROCESSOR,
            "an annotated class has no `WorkflowDefinition` property",
            "add `val workflow = landlordWorkflow<Input, Output> { … }`"),
    LW002(PROCESSOR, "an annotated class has several `WorkflowDefinition` properties", "give each a class of its own"),
    LW003(
            PROCESSOR,
            "an annotated class is not public",
            "drop the modifier, in Java make it public: its service and clients are public"),
    LW004(
            PROCESSOR,
            "an annotated class has type parameters",
            "write the types out: a service has one input and one output type"),
    LW005(
            PROCESSOR,
            "the annotation is not on a class that can be constructed (but on an abstract class, an object, an interface, a member property)",
            "annotate the class that you construct"),
    LW006(
            PROCESSOR,
            "an annotated class is an inner class, or inside a class that is not public",
            "move it to the top level"),
    LW007(PROCESSOR, "the `WorkflowDefinition` property is not public", "drop the modifier"),
    LW008(
            PROCESSOR,
            "the input, the output, or the value of an approval, a signal, a query or a promise cannot be written as JSON and read back ([which types can](clients.md#payload-types))",
            "see the message: annotate the type with `@Serializable`, make its companion object public, or use a Java record"),
    LW009(
            PROCESSOR,
            "the service name is malformed or reserved by Restate, or the name of the annotated declaration is too long or contains characters other than letters, digits and `_`",
            "choose another service name: `@LandlordWorkflow(\"…\")`; rename the class"),
    LW010(PROCESSOR, "another workflow of the module has the same service name", "rename one of them"),
    LW011(
            PROCESSOR,
            "the module already has a class or a function with a name that this processor or Restate's processor generates",
            "rename one of them"),
    LW012(
            PROCESSOR,
            "the handler name of an approval, a signal or a query is already used, reserved or a keyword",
            "rename the property"),
    LW013(
            PROCESSOR,
            "an approval, a signal or a query is not public, or is declared in the companion object",
            "declare it in the class, without a modifier"),
    LW014(
            PROCESSOR,
            "an approval, a signal or a query is not declared with `by`",
            "`val finance by approval<Budget>()`"),
    LW016(
            PROCESSOR,
            "the package of the workflow, or a type that it sends or receives, has a name that generated Kotlin and Java code cannot use: a keyword, or a name with characters other than letters, digits and `_`",
            "rename it, or move the workflow"),
    LW017(
            PROCESSOR,
            "a type that the workflow sends or receives needs an opt-in, and the code that Restate's processor generates has none",
            "use another type, or opt in for the whole module, as [here](setup.md#what-the-generated-code-needs)"),
    LW018(
            PROCESSOR,
            "the package of the workflow declares a name that has another meaning in the code that Restate's processor generates: `String`, `Unit`, `Any`, `Boolean`, `dev` or `kotlin`",
            "rename it, or move it to another package"),
    LW019(
            PROCESSOR,
            "a type that the workflow sends or receives is not public",
            "drop the modifier; in Java, make it public"),
    LW031(
            PROCESSOR,
            "an annotated class in Java does not implement `WorkflowBody`, or implements it without type arguments",
            "write `class … implements WorkflowBody<Request, Result>`"),
    LW032(
            PROCESSOR,
            "an approval, a signal, a query, a promise or a state of a class in Java is not a public final field of a public class, or is static",
            "`public final Approval<Budget> finance = Approval.of(Budget.class);`"),
    LW033(
            PROCESSOR,
            "an annotated class implements `WorkflowBody` and has a `WorkflowDefinition` too",
            "give each a class of its own"),
    LW034(
            PROCESSOR,
            "an annotated class in Kotlin implements `WorkflowBody`, which is for classes in Java",
            "add `val workflow = landlordWorkflow<Input, Output> { … }`, or write the class in Java"),
    LW035(
            PROCESSOR,
            "the KSP processor sees an annotated class in Java, which `landlord-java-processor` generates for, and does not know whether javac runs that processor",
            "add `landlord-java-processor` to the `annotationProcessorPaths` of maven-compiler-plugin, and the option `landlord.javaWorkflows=javac` to those of KSP"),

    LW101(
            LIBRARY,
            "a step or an undo action has a blank name",
            "give it a short phrase: it identifies the step in the journal and for the operator"),
    LW102(
            LIBRARY,
            "a duration of `sleep`, `withTimeout`, `send` or `continueAs` is negative or longer than 36,500 days",
            "check how the duration was computed"),
    LW103(
            LIBRARY,
            "the code of `fail`, or of the `TerminalException` that ends a run, is not an HTTP error status",
            "use 400 to 599"),
    LW104(LIBRARY, "a value of a `RetryPolicy` is out of range", "see the message for the range"),
    LW105(
            LIBRARY,
            "a scope was used while its body was not running: from another thread, or after the end of the run",
            "pass values out of the body instead of the scope"),
    LW106(
            LIBRARY,
            "the body suspended in a function that is not a verb: the body was created from a function with the scope as a parameter",
            "write the body as a lambda, or as an extension of `WorkflowScope`"),
    LW107(
            LIBRARY,
            "the type of a result cannot read the value in the journal, because another version of the workflow wrote the value",
            "restore what was removed from the type, or give the new step a new name"),
    LW108(
            LIBRARY,
            "the type of an input, a result or a step's result cannot be written as JSON and read back ([which types can](clients.md#payload-types))",
            "see the message: annotate the type with `@Serializable` and apply the compiler plugin, or use a Java record"),
    LW109(
            LIBRARY,
            "the `timeout` of a step or an undo action is zero, negative, or longer than the workflow's `maxAttemptDuration`, an hour by default",
            "start a longer operation in one step and wait for it, or set `maxAttemptDuration`"),
    LW110(
            LIBRARY,
            "the class of a `BusinessFailure` is not `@Serializable`, or in Java cannot be written and read by Jackson; its values take more than 1 MiB; or its message throws: callers receive only its text",
            "annotate the class, in Java its constructor; keep large data elsewhere"),
    LW111(
            LIBRARY,
            "a step's result, or a published value, is larger than `maxResultSize`, 1 MiB by default",
            "keep the data elsewhere and return its address"),
    LW112(
            LIBRARY,
            "`maxResultSize` is not 1 byte to 31 MiB, or `maxAttemptDuration` is not 1 second to 365 days",
            "leave it out"),
    LW113(
            LIBRARY,
            "a handler was called for a key that has no run, or whose run Restate no longer keeps",
            "check the key"),
    LW114(
            LIBRARY,
            "a request is not the JSON of the type that the handler takes; the caller receives 400 with the field and the reason",
            "send [the JSON of the type](clients.md#payload-types)"),
    LW115(
            LIBRARY,
            "an approval, a signal, a query, a state or a promise is declared outside a class; or a body uses an approval, a signal or a promise of another class",
            "declare it in the class of the workflow"),
    LW116(LIBRARY, "a `within`, a reminder or a token's `validFor` is out of range", "see the message for the range"),
    LW117(LIBRARY, "two branches wait for the same approval at the same time", "declare one approval for each branch"),
    LW118(LIBRARY, "an approval with four eyes is requested without `requestedBy`", "pass `requestedBy`"),
    LW119(
            LIBRARY,
            "decision keys are invalid, or a token is created for an approval that has no keys",
            "`approval<Budget> { tokens(keys) }`, with keys from `openssl rand -base64 32`"),
    LW120(
            LIBRARY,
            "a warning, once per process: every caller of the ingress may decide on the approvals in the message",
            "give these approvals `tokens` or `authorize`"),
    LW121(LIBRARY, "a port is not valid", "use 0 to 65535; 0 is any free port"),
    LW122(
            LIBRARY,
            "the port is in use, or the host is not an address of this machine",
            "stop the process that listens there, or choose another port"),
    LW123(
            LIBRARY,
            "a warning: Restate's admin API does not answer; the library retries the registration in the background",
            "start restate-server; check the address"),
    LW124(LIBRARY, "Restate refused the registration of all services", "see Restate's answer in the message"),
    LW125(
            LIBRARY,
            "`register` was called without a service URL on a server that listens on every address",
            "call `register(adminUrl, serviceUrl)`"),
    LW126(
            LIBRARY,
            "`register` was called with a URL that is not an http URL",
            "pass a URL such as `http://localhost:9070`"),
    LW127(
            LIBRARY,
            "no service was bound, two services have the same name, the name of a service is malformed, or a bound object is not a service",
            "bind each service once"),
    LW128(LIBRARY, "the `concurrency` of `forEachParallel` is below 1", "leave it out to run all items at once"),
    LW129(LIBRARY, "a `race` has no body", "check how the list was created"),
    LW130(
            LIBRARY,
            "a number of a `poll` is out of range, or the `poll` would ask more than 1,000 questions",
            "ask less often, or use a greater `factor`"),
    LW131(
            LIBRARY,
            "a function that does not suspend, such as `random`, was called on the scope of the body inside one of its branches, or on the scope of a branch after its end; a verb there does not compile",
            "use the branch's own scope; return values instead of the scope"),
    LW132(LIBRARY, "a run calls itself or sends to itself", "use another key, or continue with `continueAs`"),
    LW133(
            LIBRARY,
            "`continueAs` was called with the key of this run, with a blank key, with another input type, or in a handwritten service",
            "derive a new key, for example with a counter; pass the service to `WorkflowDefinition.run`"),
    LW134(LIBRARY, "two branches wait for the same awakeable", "wait in one branch, and share the value"),
    LW135(
            LIBRARY,
            "an awakeable was resolved with a value of another type; `await` throws this error with code 400",
            "catch the error, and create a new awakeable if the sender should try again"),
    LW136(
            LIBRARY,
            "a warning: a body swallows its cancellation repeatedly; the library abandons the body and runs its undo actions",
            "rethrow the cancellation, which is a `TerminalException` too"),
    LW137(
            LIBRARY,
            "Restate refused one service, and registered the others",
            "change the service as Restate's answer says"),
    LW138(
            LIBRARY,
            "a warning: Restate refuses the change of the inactivity timeout of a service",
            "allow `PATCH /services/…`, or raise the default of Restate"),

    LW141(
            TEST_KIT,
            "a replay requested another operation than the journal has",
            "look before the reported line for a value that is not the same every time; see [testing.md](testing.md#replay)"),
    LW142(
            TEST_KIT,
            "a run makes no progress, or does not end",
            "let the step succeed or give it a policy that ends; let the loop end"),
    LW143(
            TEST_KIT,
            "`checkReplayDeterminism` was called without an input, or with no iteration",
            "give it an ordinary input, or at least one iteration"),
    LW144(
            TEST_KIT,
            "a story has no `start` or two, releases a step that is not held, makes a step fail less than once, or is changed by a step's block",
            "see the message"),
    LW145(
            TEST_KIT,
            "an expectation of the story is not met",
            "compare it with the actual state and the journal in the message"),
    LW146(
            TEST_KIT,
            "the story arranged an event for a step that never ran",
            "check the name, and arrange the event before the step runs"),
    LW147(
            TEST_KIT,
            "today's code does not replay a golden journal",
            "revert the change, or keep the old deployment until its runs have ended"),
    LW148(TEST_KIT, "a golden journal is missing or cannot be read", "write it with `-Dlandlord.golden=write`"),
    LW149(
            TEST_KIT,
            "a body threw an exception that is not terminal; the exception is the cause",
            "if callers should receive the exception, throw it with `fail`; otherwise fix it"),
    LW150(
            TEST_KIT,
            "`LandlordReplay` was called with invalid arguments",
            "pass the URL of the admin API, and the name of a service"),
    LW151(
            TEST_KIT,
            "`LandlordReplay` cannot find or create the workflow of a service",
            "check the name of the service; call `landlordReplay` in a test"),
    LW152(TEST_KIT, "`LandlordReplay` cannot reach the server", "check the address; 9070 is the default port"),
    LW153(TEST_KIT, "`LandlordReplay` failed for another reason", "see the message"),
    LW154(
            TEST_KIT,
            "the run refuses a call in `whenWaiting` each time",
            "pass the token, the headers or the actor that the approval requires"),
    LW155(
            TEST_KIT,
            "a run in memory calls another service, and the test has no answer for that service, or an answer of another type",
            "add `answer(\"Payments/charge\") { amount: Int -> … }`"),
    LW156(TEST_KIT, "a body calls `withRestateContext` in memory", "test that body on a server"),

    LW160(CLIENT, "a URL, a key, a scope, a header, a timeout or a value is not valid", "see the message"),
    LW161(
            CLIENT,
            "a client was used after it was closed, or was closed during a request",
            "close the client after the last request"),
    LW162(
            CLIENT,
            "Restate does not answer",
            "check that Restate is running, and that the URL is its ingress; the message says whether the request may have arrived"),
    LW163(CLIENT, "the result has not come within the timeout; the run continues", "wait again with `attach`"),
    LW164(
            CLIENT,
            "Restate does not know this workflow",
            "check that the workflow is served and registered under that name"),
    LW165(CLIENT, "the answer has another type", "generate the client from the version that is served"),

    LW170(
            TEST_KIT,
            "`checkReplayDeterminism`: a field of the input has a default that is computed, such as a clock; Restate keeps a request as the caller sent it and each replay reads it again, so a run whose caller omits the field sees another value each time",
            "give the field a constant default or none"),
    LW171(
            TEST_KIT,
            "`landlordReplay`: the input of a run lacks fields that today's code fills in; whether the code that started the run filled in the same values is not known",
            "check the fields; then pass their paths as `acceptedDefaults`, or as `--accept-default` to the command"),

    LW172(
            LIBRARY,
            "a value is too large: a result, an input or another value for one message of Restate (32 MiB by default), a value of a signal or a promise that a handler receives (1 MiB), a name (10,000 characters), or a `subject` or `requestedBy` (65,536 characters)",
            "keep the data elsewhere and pass its address"),
    LW173(
            LIBRARY,
            "a value cannot be written as the JSON of its type, for example NaN",
            "change the value, or the type"),
    LW174(
            LIBRARY,
            "a value can be written but not read back: it is nested deeper than 200 levels, or its type does not read what it writes",
            "keep the data flat, or correct the type"),
    LW175(
            LIBRARY,
            "the service received a request that does not come from Restate, for example from a browser",
            "expose the service to Restate alone; callers use Restate's ingress"),
    LW176(
            LIBRARY,
            "the input of a handler cannot be read; the caller receives 400 with the field and the reason",
            "correct the request of the caller"),
    LW177(
            LIBRARY,
            "a handler was called in a flow-control scope that it cannot learn, for example from Kafka; the caller receives 501",
            "call the handler over the ingress: `/restate/scope/{scope}/call/…`"),
    LW178(
            LIBRARY,
            "an approval, signal, query, promise or state that was created with `of` has no name: it is no public field of the workflow class that uses it, or it is a field of two classes",
            "declare it as a public final field of the class; in Kotlin use `by approval<T>()` and its like"),
    LW179(
            LIBRARY,
            "the input or result type of a `WorkflowBody` is not known, because it is a lambda or has a type variable",
            "write a class with concrete types: `implements WorkflowBody<Request, Tenant>`"),

    LW181(
            DEV_SERVER,
            "this machine has no restate-server of the required version, and npm cannot install it; or `RESTATE_SERVER_BIN` is not a program",
            "install npm, or set `RESTATE_SERVER_BIN`"),
    LW182(DEV_SERVER, "restate-server does not start", "see the last lines of its log in the message"),

    LW183(
            LIBRARY,
            "the system property `landlord.carrier` names no kind of carrier that this JDK has",
            "use one that the message lists, or none"),
    LW184(
            LIBRARY,
            "every platform thread of the pool for Java bodies is in use; Restate retries the run",
            "run on JDK 21 or newer, or raise `landlord.carrier.threads`"),
    LW185(
            LIBRARY,
            "a Java body calls a verb in a `synchronized` block or method, or below a native frame, where it cannot park",
            "call the verb outside the lock"),
    LW186(
            LIBRARY,
            "the code of a Java body does not end when it is unwound: it does slow work in a `finally`, or catches every `Throwable` in a loop",
            "remove that code; use `compensate` to undo something"),
    LW187(LIBRARY, "a block of a Java body returns `null` where a value is required", "return a value"),
    LW188(LIBRARY, "a Java body passes `null` to a verb that requires a value", "pass a value"),
    LW189(
            LIBRARY,
            "`options()` of a Java workflow returns `null`",
            "return `WorkflowOptions.DEFAULT` to change nothing"),

    LW190(
            LIBRARY,
            "a warning: the body of a workflow computes or blocks for more than 100 ms between two verbs, on an event loop that many runs share; the workflow runs on other threads from then on",
            "compute, and wait for other systems, in the block of a step"),
    LW191(
            TEST_KIT,
            "`WorkflowCode`: the compiled body of a workflow contains code that may differ on a replay",
            "use the verb that the message names, or `allow` the place with a reason"),
    LW192(
            TEST_KIT,
            "a Java body does something observable while it is unwound, at a wait where Restate would suspend the run: code in a `finally` or a `catch (Throwable)` calls a verb, changes an object that the body holds, or stops the unwinding",
            "register the action with `compensate`, or move the code after the verb; catch `TerminalException` instead of `Throwable`"),
    LW193(
            TEST_KIT,
            "`WorkflowCode` finds no workflow or no class files, or an `allow` has no reason or no finding",
            "pass the class of a workflow or the directory of compiled classes; correct or remove the `allow`"),
    LW194(
            TEST_KIT,
            "a step, an undo action or the run fails with an error of this library, such as LW105, and the test does not expect this failure",
            "do what the message of that error says"),
    LW195(
            LIBRARY,
            "a warning on stderr: the server does not log warnings, so failed attempts are not visible",
            "add `log4j-core`, and a `log4j2.properties` with `logger.landlord.name = dev.landlord` and `logger.landlord.level = info`");

    private final Part part;
    private final String condition;
    private final String remedy;

    ErrorCode(Part part, String condition, String remedy) {
        this.part = part;
        this.condition = condition;
        this.remedy = remedy;
    }

    /** The part of the project that reports the error. */
    public Part part() {
        return part;
    }

    /** When the error occurs, in Markdown. */
    public String condition() {
        return condition;
    }

    /** What the user does about the error, in Markdown. */
    public String remedy() {
        return remedy;
    }

    /** Starts a message with what the user wrote, or with what the message is about. */
    public ErrorMessage.Written written(String written) {
        return new ErrorMessage.Written(this, written);
    }

    /** Whether {@code message} is a message of this error. */
    public boolean isIn(String message) {
        return message.startsWith(ErrorMessage.prefix(this));
    }
}
