package dev.landlord.samples.recipes.tour

import dev.landlord.workflow.LandlordWorkflow
import dev.landlord.workflow.call
import dev.landlord.workflow.forEachParallel
import dev.landlord.workflow.landlordWorkflow

// region: workflow
/** Signs up a team: a workflow for each member, all at the same time. Gives who is in. */
@LandlordWorkflow
class SignupTeam {
    val workflow =
        landlordWorkflow<List<User>, List<String>> { members ->
            val isIn = forEachParallel(members) { call(signup(it.email).run(it)) }
            members.zip(isIn).filter { it.second }.map { it.first.name }
        }
}
// endregion
