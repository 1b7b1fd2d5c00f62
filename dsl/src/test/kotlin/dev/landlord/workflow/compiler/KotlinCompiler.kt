package dev.landlord.workflow.compiler

import java.io.ByteArrayOutputStream
import java.io.File
import java.io.PrintStream
import java.net.URLClassLoader
import java.nio.file.Path
import kotlin.io.path.createTempDirectory
import org.jetbrains.kotlin.cli.common.ExitCode
import org.jetbrains.kotlin.cli.jvm.K2JVMCompiler

/** Compiles Kotlin as a user's build does, against the class path of the tests. */
object KotlinCompiler {
    /** The class path of a user's module. */
    val classpath: List<File> =
        System.getProperty("java.class.path").split(File.pathSeparator).map(::File)

    class Outcome(val classes: Path, val succeeded: Boolean, private val output: String) {
        /** `File.kt:line: message` of each error, in order; a failure without a line as a whole. */
        val errors: List<String>
            get() = messages(ERROR)

        /** The same of each error and of each warning. */
        val problems: List<String>
            get() = messages(PROBLEM)

        private fun messages(kind: Regex): List<String> =
            kind
                .findAll(output)
                .map { "${it.groupValues[1]}:${it.groupValues[2]}: ${it.groupValues[3]}" }
                .toList()
                .ifEmpty { if (succeeded) emptyList() else listOf(output) }

        fun load(): ClassLoader {
            check(succeeded) { "does not compile:\n$output" }
            return URLClassLoader(arrayOf(classes.toUri().toURL()), javaClass.classLoader)
        }
    }

    /** @param options of the compiler */
    fun compile(sources: List<Path>, options: List<String> = emptyList()): Outcome {
        val classes = createTempDirectory("compiled-").also { it.toFile().deleteOnExit() }
        val output = ByteArrayOutputStream()
        val serialization = classpath.single { "serialization-compiler-plugin" in it.name }
        val arguments =
            listOf(
                "-d",
                classes.toString(),
                "-classpath",
                classpath.joinToString(File.pathSeparator),
            ) +
                listOf("-jvm-target", "17", "-no-stdlib", "-no-reflect") +
                listOf("-Xplugin=$serialization", "-Xrender-internal-diagnostic-names=false") +
                options +
                sources.map { it.toString() }
        val exit = K2JVMCompiler().exec(PrintStream(output), *arguments.toTypedArray())
        return Outcome(classes, exit == ExitCode.OK, output.toString())
    }

    private val ERROR = Regex("""([^/\s]+\.kt):(\d+):\d+: error: (.*)""")
    private val PROBLEM = Regex("""([^/\s]+\.kt):(\d+):\d+: (?:error|warning): (.*)""")
}
