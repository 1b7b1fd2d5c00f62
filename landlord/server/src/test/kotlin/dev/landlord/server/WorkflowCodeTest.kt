package dev.landlord.server

import dev.landlord.workflow.testing.bytecode.WorkflowCode
import io.kotest.core.spec.style.FunSpec
import kotlin.io.path.Path

class WorkflowCodeTest :
    FunSpec({
        test("the bodies have no code that may differ on a replay") {
            WorkflowCode.inDirectory(Path("target/classes")).check()
        }
    })
