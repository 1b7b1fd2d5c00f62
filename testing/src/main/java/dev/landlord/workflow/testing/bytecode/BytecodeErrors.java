package dev.landlord.workflow.testing.bytecode;

import static dev.landlord.workflow.errors.ErrorCode.LW191;
import static dev.landlord.workflow.errors.ErrorCode.LW193;

import java.util.List;
import java.util.stream.Collectors;

/** The messages of the check. */
final class BytecodeErrors {
    private BytecodeErrors() {}

    static String findings(String place, List<Finding> findings) {
        String lines = findings.stream().map(finding -> "\n  " + finding).collect(Collectors.joining());
        return LW191.written("the workflows in " + place)
                .expected("bodies that compute the same values on every replay")
                .found((findings.size() == 1 ? "1 place" : findings.size() + " places") + " where they may not:"
                        + lines)
                .toDo("change the code as each line says, or call `allow` with a reason if the place is harmless");
    }

    static String noWorkflow(String place) {
        return LW193.written("WorkflowCode of " + place)
                .expected("a class that implements `WorkflowBody`, or the lambda of a `landlordWorkflow`")
                .found("none")
                .toDo("pass the class of a workflow, or the directory of the compiled classes");
    }

    static String unreadable(String place, String problem) {
        return LW193.written("WorkflowCode of " + place)
                .expected("a directory or a jar with class files")
                .found(problem)
                .toDo("pass the class of a workflow that is compiled, or the directory of the compiled classes");
    }

    static String noReason(String place) {
        return LW193.written("allow(…, \"" + place + "\", reason = \"\")")
                .expected("the reason why the place is harmless")
                .toDo("write it for the next reader");
    }

    static String unusedAllowance(String allowance) {
        return LW193.written("allow(" + allowance + ")")
                .expected("a finding of this kind at this place")
                .found("none")
                .toDo("remove the call, or correct the name of the class or of the method");
    }
}
