package dev.landlord.workflow.structure

import com.tngtech.archunit.ArchConfiguration
import com.tngtech.archunit.core.domain.JavaClass
import com.tngtech.archunit.core.domain.JavaClasses
import com.tngtech.archunit.core.importer.ClassFileImporter
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.shouldBe
import java.nio.file.Path
import kotlin.io.path.Path
import kotlin.io.path.extension
import kotlin.io.path.name
import kotlin.io.path.useLines
import kotlin.io.path.walk

/**
 * The structure of a module, read from the classes that it compiles to.
 *
 * @param root the package that all packages of the module are in
 * @property uses for each package of the module, named without [root], the other packages of the
 *   module that it may use; `""` is [root] itself
 */
class ModuleStructure(private val root: String, private val uses: Map<String, Set<String>>) {
    val classes: JavaClasses by lazy {
        // Of other modules the names are enough.
        ArchConfiguration.get().setResolveMissingDependenciesFromClassPath(false)
        ClassFileImporter().importPath(Path("target", "classes"))
    }

    /** Each use of a package that [uses] does not allow. */
    fun forbiddenUses(): List<String> =
        references().filterNot { it.target in uses.getValue(it.origin) }.map { it.description }

    /** Each permission of [uses] that no class needs. */
    fun unusedPermissions(): List<String> {
        val used = references().map { it.origin to it.target }.toSet()
        return uses.flatMap { (origin, targets) ->
            targets.filterNot { origin to it in used }.map { "$origin may use $it and does not" }
        }
    }

    /** The packages of the module that are in no row of [uses], and the rows without a package. */
    fun unknownPackages(): List<String> {
        val packages = classes.filter(::isOwn).map(::packageOf).toSet()
        return ((packages - uses.keys) + (uses.keys - packages)).sorted()
    }

    /** The source files that use a class whose full name begins with [prefix]. */
    fun usersOf(prefix: String): List<String> =
        classes
            .filter { origin ->
                origin.directDependenciesFromSelf.any { it.targetClass.fullName.startsWith(prefix) }
            }
            .map { it.source.get().fileName.get() }
            .distinct()
            .sorted()

    private class Reference(val origin: String, val target: String, val description: String)

    private fun references(): List<Reference> =
        classes.filter(::isOwn).flatMap { origin ->
            origin.directDependenciesFromSelf
                .map { it.targetClass.baseComponentType }
                .filter { isOwn(it) && packageOf(it) != packageOf(origin) && it in classes }
                .map {
                    Reference(packageOf(origin), packageOf(it), "${origin.name} uses ${it.name}")
                }
        }

    private operator fun JavaClasses.contains(target: JavaClass) = contain(target.name)

    private fun isOwn(type: JavaClass) =
        type.packageName == root || type.packageName.startsWith("$root.")

    /** The first package below [root], or `""`. */
    private fun packageOf(type: JavaClass): String =
        type.packageName.removePrefix(root).removePrefix(".").substringBefore('.')
}

/** The tests that every module has. */
fun FunSpec.keepsItsStructure(structure: ModuleStructure) {
    test("each package uses only the packages that it may use") {
        structure.forbiddenUses() shouldBe emptyList()
    }

    test("the table of packages is complete, and no permission is unused") {
        structure.unknownPackages() shouldBe emptyList()
        structure.unusedPermissions() shouldBe emptyList()
    }

    test("no main file has more than $MAX_LINES lines") {
        sources()
            .filter { it.useLines { lines -> lines.count() } > MAX_LINES }
            .map { it.name }
            .shouldBeEmpty()
    }
}

private fun sources(): List<Path> =
    Path("src", "main").walk().filter { it.extension in setOf("kt", "java") }.toList()

private const val MAX_LINES = 350
