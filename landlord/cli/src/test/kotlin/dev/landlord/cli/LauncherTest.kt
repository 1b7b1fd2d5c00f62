package dev.landlord.cli

import io.kotest.core.spec.style.FunSpec
import io.kotest.engine.spec.tempdir
import io.kotest.matchers.shouldBe
import java.io.File
import java.nio.file.Path
import java.nio.file.attribute.FileTime
import java.util.jar.Attributes
import java.util.jar.JarOutputStream
import java.util.jar.Manifest
import kotlin.io.path.Path
import kotlin.io.path.copyTo
import kotlin.io.path.createDirectories
import kotlin.io.path.createDirectory
import kotlin.io.path.createSymbolicLinkPointingTo
import kotlin.io.path.exists
import kotlin.io.path.outputStream
import kotlin.io.path.setLastModifiedTime
import kotlin.io.path.writeText

/** The script `landlord/landlord`, in a copy of the folders around it. */
class LauncherTest :
    FunSpec({
        /** A jar in place of the result of Maven. */
        fun build(jar: Path) {
            val classPath =
                System.getProperty("java.class.path").split(File.pathSeparator).joinToString(" ") {
                    "${File(it).toURI()}"
                }
            val manifest = Manifest()
            manifest.mainAttributes[Attributes.Name.MANIFEST_VERSION] = "1.0"
            manifest.mainAttributes[Attributes.Name.CLASS_PATH] = classPath
            JarOutputStream(jar.outputStream(), manifest).close()
        }

        class Installation(val top: Path) {
            val folder: Path = top.resolve("landlord").createDirectories()
            val jar: Path = folder.resolve("server/target/landlord-server-0.1.0-SNAPSHOT.jar")
            val cli: Path = folder.resolve("cli/target/landlord-cli-0.1.0-SNAPSHOT.jar")
            val source: Path =
                folder.resolve("cli/src/main/java").createDirectories().resolve("Landlord.java")
            private val tools = top.resolve("tools").createDirectory()
            val built: Path = top.resolve("built")

            init {
                Path("../landlord").copyTo(folder.resolve("landlord"))
                folder.resolve("server/target/lib").createDirectories()
                folder.resolve("cli/target/lib").createDirectories()
                source.writeText("")
                source.setLastModifiedTime(FileTime.fromMillis(0))
                val mvn = tools.resolve("mvn")
                mvn.writeText(
                    """
                    #!/bin/sh
                    echo "${'$'}*" > $built
                    test ! -e $top/broken || { echo "[ERROR] no such library"; exit 1; }
                    echo "[INFO] Building landlord-dsl 0.1.0-SNAPSHOT [2/7]"
                    echo "[INFO] Building jar: $jar"
                    cp $top/new.jar $jar
                    cp $top/new.jar $cli
                    """
                        .trimIndent()
                )
                mvn.toFile().setExecutable(true)
                build(top.resolve("new.jar"))
            }

            fun run(script: Path, vararg arguments: String): Triple<Int, String, String> {
                val process = ProcessBuilder("sh", "$script", *arguments)
                process.environment()["PATH"] = "$tools:${System.getenv("PATH")}"
                process.environment()["JAVA_HOME"] = System.getProperty("java.home")
                process.redirectError(top.resolve("err").toFile())
                val started = process.start()
                val out = started.inputReader().readText()
                return Triple(started.waitFor(), out, top.resolve("err").toFile().readText())
            }
        }

        test("--version works from any folder, at once if everything is built") {
            val here = Installation(tempdir().toPath())
            build(here.jar)
            build(here.cli)
            here.run(here.folder.resolve("landlord"), "--version") shouldBe
                Triple(0, "landlord 0.1.0\n", "")
            val link =
                here.top
                    .resolve("link")
                    .createSymbolicLinkPointingTo(here.folder.resolve("landlord"))
            here.run(link, "tenant", "get", "").let { (exit, out, err) ->
                exit shouldBe 2
                out shouldBe ""
                err shouldBe "landlord: \"\": expected a name or an id\n"
            }
            here.built.exists() shouldBe false
        }

        test("fault 33: a failed build prints where its log is") {
            val here = Installation(tempdir().toPath())
            here.top.resolve("broken").writeText("")
            here.run(here.folder.resolve("landlord"), "--version").let { (exit, out, err) ->
                exit shouldBe 1
                out shouldBe ""
                err.lines().drop(1) shouldBe
                    listOf(
                        "[ERROR] no such library",
                        "the build failed; its log is ${here.folder.toRealPath()}/server/target/build.log",
                        "",
                    )
            }
        }

        test("fault 33: builds missing and outdated modules, and shows the progress") {
            val here = Installation(tempdir().toPath())
            val script = here.folder.resolve("landlord")
            val building =
                "building Landlord from its sources; the first build takes several minutes, or ten on a slow machine …\n" +
                    "  Building landlord-dsl 0.1.0-SNAPSHOT [2/7]\n"
            here.run(script, "--version") shouldBe Triple(0, "landlord 0.1.0\n", building)
            here.built.toFile().readText() shouldBe
                "-B -ntp -pl landlord/server -am -DskipTests -Dspotless.check.skip package\n"
            here.run(script, "--version").third shouldBe ""
            here.jar.setLastModifiedTime(FileTime.fromMillis(1_000))
            here.source.setLastModifiedTime(FileTime.fromMillis(2_000))
            here.run(script, "--version").third shouldBe building
        }
    })
