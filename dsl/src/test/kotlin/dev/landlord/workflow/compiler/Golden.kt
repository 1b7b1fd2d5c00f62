package dev.landlord.workflow.compiler

import io.kotest.matchers.shouldBe
import java.nio.file.Path
import kotlin.io.path.exists
import kotlin.io.path.readText
import kotlin.io.path.writeText

/**
 * Compares [actual] with the committed file. `mvn verify -Dgolden=write` rewrites the files;
 * read the difference before you commit it.
 */
infix fun Path.shouldSay(actual: String) {
    if (System.getProperty("golden") == "write") writeText(actual)
    val expected = if (exists()) readText() else "(there is no $this)"
    actual shouldBe expected
}

/** Compares line by line; a file ends with a line break. */
infix fun Path.shouldSay(actual: List<String>) = this shouldSay actual.joinToString("") { "$it\n" }
