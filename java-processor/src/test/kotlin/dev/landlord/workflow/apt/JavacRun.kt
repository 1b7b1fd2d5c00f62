package dev.landlord.workflow.apt

import dev.landlord.workflow.compiler.KotlinCompiler
import java.io.File
import java.net.URLClassLoader
import java.nio.file.Path
import javax.annotation.processing.Processor
import javax.tools.Diagnostic
import javax.tools.DiagnosticCollector
import javax.tools.JavaFileObject
import javax.tools.ToolProvider
import kotlin.io.path.createDirectories
import kotlin.io.path.createTempDirectory
import kotlin.io.path.extension
import kotlin.io.path.isRegularFile
import kotlin.io.path.name
import kotlin.io.path.readText
import kotlin.io.path.relativeTo
import kotlin.io.path.toPath
import kotlin.io.path.walk
import kotlin.io.path.writeText

/** Runs javac with the processor, as the build of a user does. */
class JavacRun(
    sources: Map<String, String>,
    options: List<String> = emptyList(),
    others: List<Class<out Processor>> = emptyList(),
) {
    private val root = createTempDirectory("javac-").also { it.toFile().deleteOnExit() }
    private val input = root.resolve("src").createDirectories()
    private val output = root.resolve("generated").createDirectories()
    private val classes = root.resolve("classes").createDirectories()
    private val found = DiagnosticCollector<JavaFileObject>()

    init {
        val files = sources.map { (name, text) ->
            input.resolve(name).also { it.parent.createDirectories() }.also { it.writeText(text) }
        }
        val javac = ToolProvider.getSystemJavaCompiler()
        val processors = listOf(LandlordJavaProcessor::class.java) + others
        val arguments =
            listOf("-processor", processors.joinToString(",") { it.name }, "--release", "17") +
                listOf("-classpath", KotlinCompiler.classpath.joinToString(File.pathSeparator)) +
                listOf("-d", "$classes", "-s", "$output")
        javac.getStandardFileManager(found, null, null).use { manager ->
            javac
                .getTask(
                    null,
                    manager,
                    found,
                    arguments + options,
                    null,
                    manager.getJavaFileObjectsFromPaths(files),
                )
                .call()
        }
    }

    /** `File.java:line: message` of each error, in the order in which javac reports them. */
    val errors: List<String>
        get() = messages { it.kind == Diagnostic.Kind.ERROR }

    /** The same of each error and of each warning. */
    val problems: List<String>
        get() = messages { true }

    private fun messages(filter: (Diagnostic<out JavaFileObject>) -> Boolean): List<String> =
        found.diagnostics.filter(filter).map {
            val file = it.source?.toUri()?.toPath()?.name
            val message = it.getMessage(null)
            if (file == null) message else "$file:${it.lineNumber}: $message"
        }

    /** The generated sources by their paths. */
    val generated: Map<String, String>
        get() =
            output
                .walk()
                .filter { it.extension == "java" }
                .associate { it.relativeTo(output).toString() to it.readText() }
                .toSortedMap()

    /** The files that are no classes, by their paths. */
    val resources: Map<String, String>
        get() =
            classes
                .walk()
                .filter { it.isRegularFile() && it.extension != "class" }
                .associate { it.relativeTo(classes).toString() to it.readText() }
                .toSortedMap()

    val loader: ClassLoader by lazy {
        check(errors.isEmpty()) { "does not compile: $errors" }
        URLClassLoader(arrayOf(classes.toUri().toURL()), javaClass.classLoader)
    }
}

/** The sources in a folder of the resources, by their paths. */
fun sourcesIn(folder: Path): Map<String, String> =
    folder
        .walk()
        .filter { it.extension == "java" }
        .associate { it.relativeTo(folder).toString() to it.readText() }
        .toSortedMap()
