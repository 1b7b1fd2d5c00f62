package dev.landlord.workflow.structure

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldNotBeEmpty
import java.lang.reflect.Executable
import java.lang.reflect.Modifier
import kotlin.io.path.Path
import kotlin.io.path.extension
import kotlin.io.path.relativeTo
import kotlin.io.path.walk
import kotlin.reflect.KVisibility

/** The public classes of a module, read from the classes that it compiles to. */
object PublicApi {
    fun classes(): List<Class<*>> {
        val root = Path("target/classes")
        return root
            .walk()
            .filter { it.extension == "class" && it.fileName.toString() != "package-info.class" }
            .map { it.relativeTo(root).toString().removeSuffix(".class").replace('/', '.') }
            .map { Class.forName(it, false, ClassLoader.getSystemClassLoader()) }
            .filter { Modifier.isPublic(it.modifiers) && !it.isSynthetic }
            .filter { !it.isKotlin || it.isFile || it.kotlin.visibility == KVisibility.PUBLIC }
            .toList()
    }

    /** The public functions and constructors that mention [type]. */
    fun usersOf(type: String): List<String> =
        classes()
            .flatMap { it.declaredMethods.toList<Executable>() + it.declaredConstructors }
            .filter { Modifier.isPublic(it.modifiers) && !it.isSynthetic }
            .map { it.toGenericString() }
            .filter { type in it }
}

private val Class<*>.isKotlin
    get() = isAnnotationPresent(Metadata::class.java)

/** Whether this is the class of a Kotlin file, which holds its functions. */
val Class<*>.isFile: Boolean
    get() = getAnnotation(Metadata::class.java)?.kind == 2

private val Class<*>.isDataClass: Boolean
    get() = getAnnotation(Metadata::class.java)?.kind == 1 && kotlin.isData

/** The tests of the public API that every library for users has. */
fun FunSpec.keepsItsPublicApi() {
    test("no class of the public API is a data class") {
        PublicApi.classes().shouldNotBeEmpty()
        PublicApi.classes().filter { it.isDataClass }.map { it.name }.shouldBeEmpty()
    }

    test("every time in the public API is a java.time.Instant") {
        // A client converts the payload types of the user.
        PublicApi.usersOf("kotlin.time.Instant").filter { "Payload" !in it }.shouldBeEmpty()
    }
}
