package dev.landlord.workflow.ksp

import com.google.devtools.ksp.impl.KotlinSymbolProcessing
import com.google.devtools.ksp.processing.KSPJvmConfig
import com.google.devtools.ksp.processing.KSPLogger
import com.google.devtools.ksp.processing.SymbolProcessorProvider
import com.google.devtools.ksp.symbol.FileLocation
import com.google.devtools.ksp.symbol.KSNode
import dev.landlord.workflow.compiler.KotlinCompiler
import java.io.File
import java.nio.file.Path
import java.util.ServiceLoader
import javax.tools.DiagnosticCollector
import javax.tools.JavaFileObject
import javax.tools.ToolProvider
import kotlin.io.path.createDirectories
import kotlin.io.path.createTempDirectory
import kotlin.io.path.extension
import kotlin.io.path.readText
import kotlin.io.path.relativeTo
import kotlin.io.path.walk
import kotlin.io.path.writeText

/** Runs KSP in this process with the processors of a user's build: ours and Restate's. */
class ProcessorRun(
    sources: Map<String, String>,
    private val options: Map<String, String> = emptyMap(),
) {
    private val root = createTempDirectory("ksp-").also { it.toFile().deleteOnExit() }
    private val input = root.resolve("src").createDirectories()
    private val output = root.resolve("out").createDirectories()
    private val log = Log()
    val resources: Path = output.resolve("resources")

    init {
        sources.forEach { (name, text) ->
            input.resolve(name).also { it.parent.createDirectories() }.writeText(text)
        }
        val providers = ServiceLoader.load(SymbolProcessorProvider::class.java).toList()
        KotlinSymbolProcessing(config(), providers, log).execute()
    }

    /** `File.kt:line: message` of each error, in the order of the sources. */
    val errors: List<String>
        get() = log.errors

    /** The generated files by their paths. */
    val generated: Map<String, String>
        get() =
            output
                .walk()
                .filter { it.extension in setOf("kt", "java") || "services" in it.toString() }
                .associate { it.relativeTo(output).toString() to it.readText() }
                .toSortedMap()

    fun resource(path: String): String = resources.resolve(path).readText()

    /** Compiles the sources and the generated code, as the build does next. */
    val loader: ClassLoader by lazy { compiled.load() }

    /** `File.kt:line: message` of each error and each warning of the Kotlin compiler. */
    val kotlinProblems: List<String>
        get() = compiled.problems

    private val compiled by lazy {
        KotlinCompiler.compile(
            (input.walk() + output.walk()).filter { it.extension == "kt" }.toList(),
            // Restate's processor generates a cast that is not needed.
            listOf("-Werror", "-Xwarning-level=USELESS_CAST:disabled"),
        )
    }

    /** The diagnostics of javac for the generated Java. */
    fun javaProblems(vararg options: String): List<String> {
        val found = DiagnosticCollector<JavaFileObject>()
        val javac = ToolProvider.getSystemJavaCompiler()
        javac.getStandardFileManager(found, null, null).use { files ->
            val sources = output.walk().filter { it.extension == "java" }.toList()
            val classpath =
                (KotlinCompiler.classpath + compiled.classes.toFile()).joinToString(
                    File.pathSeparator
                )
            val arguments =
                listOf(
                    "-proc:none",
                    "-classpath",
                    classpath,
                    "-d",
                    "${root.resolve("java").createDirectories()}",
                )
            javac
                .getTask(
                    null,
                    files,
                    found,
                    arguments + options,
                    null,
                    files.getJavaFileObjectsFromPaths(sources),
                )
                .call()
        }
        return found.diagnostics.map { it.toString() }
    }

    private fun config(): KSPJvmConfig =
        KSPJvmConfig.Builder()
            .apply {
                moduleName = "main"
                sourceRoots = listOf(input.toFile())
                javaSourceRoots = listOf(input.toFile())
                libraries = KotlinCompiler.classpath
                jdkHome = File(System.getProperty("java.home"))
                jvmTarget = "17"
                languageVersion = "2.4"
                apiVersion = "2.4"
                projectBaseDir = root.toFile()
                outputBaseDir = output.toFile()
                cachesDir = root.resolve("caches").toFile()
                classOutputDir = output.resolve("classes").toFile()
                kotlinOutputDir = output.resolve("kotlin").toFile()
                javaOutputDir = output.resolve("java").toFile()
                resourceOutputDir = resources.toFile()
                processorOptions = options
            }
            .build()

    private class Log : KSPLogger {
        val errors = ArrayList<String>()

        override fun error(message: String, symbol: KSNode?) {
            val at = symbol?.location as? FileLocation
            errors +=
                if (at == null) message else "${File(at.filePath).name}:${at.lineNumber}: $message"
        }

        override fun exception(e: Throwable) {
            errors += "the processor crashed: ${e.stackTraceToString()}"
        }

        override fun info(message: String, symbol: KSNode?) = Unit

        override fun logging(message: String, symbol: KSNode?) = Unit

        override fun warn(message: String, symbol: KSNode?) = Unit
    }
}
