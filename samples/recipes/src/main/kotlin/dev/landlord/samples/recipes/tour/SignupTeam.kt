package dev.landlord.samples.recipes.tour

import dev.landlord.workflow.LandlordWorkflow
import dev.landlord.workflow.call
import dev.landlord.workflow.forEachParallel
import dev.landlord.workflow.landlordWorkflow

// region: workflow
/** Signs up the members of a team in parallel, and returns the names of those who succeeded. */
@LandlordWorkflow
class SignupTeam {
    val workflow =
        landlordWorkflow<List<User>, List<String>> { members ->
            val isIn = forEachParallel(members) { call(signup(it.email).run(it)) }
            members.zip(isIn).filter { it.second }.map { it.first.name }
        }
}
// endregion
