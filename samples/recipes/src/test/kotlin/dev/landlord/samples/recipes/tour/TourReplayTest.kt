package dev.landlord.samples.recipes.tour

import dev.landlord.workflow.testing.ReplayOptions
import dev.landlord.workflow.testing.checkReplayDeterminism
import io.kotest.core.spec.style.FunSpec
import kotlin.time.Duration.Companion.days
import kotlin.time.Duration.Companion.hours

/** Each workflow of the tour replays the same way, whatever crashes. */
class TourReplayTest :
    FunSpec({
        val ada = User("Ada", "ada@example.com")
        val bob = User("Bob", "bob@example.com")

        test("a signup") { checkReplayDeterminism(listOf(ada)) { Signup(FakeUsers()).workflow } }

        test("with an activity") {
            checkReplayDeterminism(
                listOf(ada, bob),
                ReplayOptions(
                    answers = { answer("UserService/create") { new: NewUser -> new.user == ada } }
                ),
            ) {
                SignupWithActivity(FakeUsers()).workflow
            }
        }

        test("with queries") {
            checkReplayDeterminism(listOf(ada)) { SignupWithQueries(FakeUsers()).workflow }
        }

        test("with a signal") {
            val signup = SignupWithSignal(FakeUsers())
            checkReplayDeterminism(
                listOf(ada),
                ReplayOptions(whenWaiting = { send(signup.clicked, "a guess") }),
            ) {
                SignupWithSignal(FakeUsers()).workflow
            }
        }

        test("with an event") {
            checkReplayDeterminism(listOf(ada)) { SignupWithEvent(FakeUsers()).workflow }
        }

        test("with timers, clicked or not") {
            fun signup() = SignupWithTimers(FakeUsers(), every = 6.hours, within = 1.days)
            val clicked = signup().clicked
            checkReplayDeterminism(listOf(ada)) { signup().workflow }
            checkReplayDeterminism(
                listOf(ada),
                ReplayOptions(whenWaiting = { send(clicked, "a guess") }),
            ) {
                signup().workflow
            }
        }

        test("of a team") {
            checkReplayDeterminism(
                listOf(emptyList(), listOf(ada, bob)),
                ReplayOptions(answers = { answer("Signup/run") { user: User -> user == ada } }),
            ) {
                SignupTeam().workflow
            }
        }

        test("with retries") {
            checkReplayDeterminism(listOf(ada)) { SignupWithRetries(FakeUsers()).workflow }
        }

        test("as a saga") {
            checkReplayDeterminism(listOf(ada)) { SignupWithSaga(FakeUsers()).workflow }
        }
    })
