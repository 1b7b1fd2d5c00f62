package dev.landlord.server.blueprint

import dev.landlord.server.config.ShellConfig
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.engine.spec.tempdir
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldNotContain
import java.io.IOException
import java.nio.file.Files
import java.nio.file.Path
import java.nio.file.attribute.PosixFilePermissions
import java.time.Duration
import java.util.Optional
import kotlin.io.path.Path
import kotlin.io.path.exists
import kotlin.io.path.readText
import kotlin.io.path.writeText

private const val USER = "nobody"

/**
 * Commands as another user. Only root can start them, so other users see how Landlord refuses to
 * start.
 */
class ShellUserTest :
    FunSpec({
        val isRoot = Files.getAttribute(Path("/proc/self"), "unix:uid") == 0

        fun shell(user: String = USER) = Shell.of(ShellConfig(true, Optional.of(user)))

        fun Shell.text(command: String, limit: Duration = Duration.ofSeconds(20)): String =
            run(Shell.Call(command, "run-1", """{"key":"value"}""", "{}", limit)).asText()

        /** A file with those permissions, in a folder that all users may enter. */
        fun file(permissions: String): Path {
            val folder = tempdir().toPath()
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"))
            return folder.resolve("file").apply {
                writeText("secret")
                Files.setPosixFilePermissions(this, PosixFilePermissions.fromString(permissions))
            }
        }

        test("an unknown user is refused at the start") {
            shouldThrow<IOException> { shell("no-such-user") }.message shouldBe
                "workflow.shell.user is no-such-user, but Landlord cannot run commands as that user: " +
                    "this machine has no user of that name. Landlord must run as root, and needs setpriv of " +
                    "util-linux and a directory of temporary files that the user may enter; or remove the setting"
        }

        test("a Landlord that may not start commands as another user is refused at the start")
            .config(enabled = !isRoot) {
                shouldThrow<IOException> { shell() }.message shouldContain
                    "Landlord cannot run commands as that user"
            }

        test("commands run as the user, with its groups, in a directory of their own").config(
            enabled = isRoot
        ) {
            shell().use { shell ->
                shell.text("id -un; id -Gn; stat -c %U:%a . input.json steps.json") shouldBe
                    "nobody\nnogroup\nnobody:700\nnobody:644\nnobody:644"
                shell.text("cat > copy; echo it is; cat copy; rm input.json") shouldBe
                    "it is\n{\"key\":\"value\"}"
                shell.text(
                    "grep -E 'CapInh|CapPrm|CapEff|CapAmb' /proc/self/status"
                ) shouldNotContain Regex("[1-9a-f]{1}[0-9a-f]*$", RegexOption.MULTILINE)
            }
        }

        test("commands reach neither the files nor the processes of the user that runs Landlord")
            .config(enabled = isRoot) {
                val private = file("rw-------")
                val readable = file("rw-r--r--")
                val landlord = ProcessHandle.current().pid()
                shell().use { shell ->
                    shell.text("cat $readable") shouldBe "secret"
                    shell.text("cat $private 2>&1 || true") shouldContain "Permission denied"
                    shell.text("echo no > $readable || true; cat $readable") shouldBe "secret"
                    shell.text("cat /proc/$landlord/environ 2>&1 || true") shouldContain
                        "Permission denied"
                    shell.text("kill -s KILL $landlord 2>&1 || true") shouldContain "not permitted"
                }
            }

        test("the processes and directories of killed commands are gone").config(enabled = isRoot) {
            val folder = tempdir().toPath()
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"))
            val seen = folder.resolve("seen")
            shell().use { shell ->
                val command =
                    "pwd > $seen; mkdir a; touch a/b; chmod 000 a; (sleep 65431 &); sleep 65431"
                shouldThrow<CommandException> { shell.text(command, Duration.ofSeconds(2)) }
                    .isTimeout shouldBe true
            }
            Path(seen.readText().trim()).exists() shouldBe false
            ProcessHandle.allProcesses()
                .filter { it.info().commandLine().orElse("").endsWith("sleep 65431") }
                .count() shouldBe 0
        }

        test("a link that a command leaves in place of its directory leads nowhere").config(
            enabled = isRoot
        ) {
            val kept = file("rw-r--r--")
            shell().use { shell ->
                val directory =
                    shell.text("d=\$PWD; mv \$d \$d.moved && ln -s ${kept.parent} \$d; echo \$d")
                kept.readText() shouldBe "secret"
                Files.exists(Path(directory), java.nio.file.LinkOption.NOFOLLOW_LINKS) shouldBe
                    false
                shell.text("rm -rf $directory.moved")
            }
        }
    })
