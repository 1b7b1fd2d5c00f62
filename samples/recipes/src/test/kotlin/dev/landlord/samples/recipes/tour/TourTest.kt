package dev.landlord.samples.recipes.tour

import dev.landlord.workflow.fail
import dev.landlord.workflow.testing.runWorkflowTest
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.maps.shouldBeEmpty
import io.kotest.matchers.shouldBe
import kotlin.time.Duration.Companion.days
import kotlin.time.Duration.Companion.hours

/** Restate's tour of workflows, in memory. */
class TourTest :
    FunSpec({
        val ada = User("Ada", "ada@example.com")
        val bob = User("Bob", "bob@example.com")

        test("signs a user up, with each step once") {
            val users = FakeUsers()
            runWorkflowTest(Signup(users).workflow, key = "ada") {
                crashAfterEveryEntry()
                start(ada)
                expectResult(true)
                expectDone("create", "activate", "welcome")
            }
            users.active shouldContainExactly setOf("ada")
            users.mails shouldContainExactly listOf("welcome ada@example.com")
        }

        test("refuses the id of another user") {
            val users = FakeUsers().apply { create("ada", bob) }
            runWorkflowTest(Signup(users).workflow, key = "ada") {
                start(ada)
                expectResult(false)
            }
            users.users["ada"] shouldBe bob
        }

        test("another service creates the user") {
            runWorkflowTest(SignupWithActivity(FakeUsers()).workflow, key = "ada") {
                answer("UserService/create") { new: NewUser -> new == NewUser("ada", ada) }
                start(ada)
                expectResult(true)
                expectDone("activate", "welcome")
            }
        }

        test("the query returns the stage") {
            val signup = SignupWithQueries(FakeUsers())
            runWorkflowTest(signup.workflow) {
                hold("activate")
                start(ada)
                read(signup.stage) shouldBe "created"
                release("activate")
                expectResult(true)
            }
        }

        test("waits for a click without a time limit") {
            val users = FakeUsers()
            val signup = SignupWithSignal(users)
            runWorkflowTest(signup.workflow) {
                start(ada)
                advanceBy(400.days)
                expectWaitingFor("clicked")
                send(signup.clicked, users.secret)
                expectResult(true)
            }
            runWorkflowTest(signup.workflow) {
                hold("verify")
                start(ada)
                send(signup.clicked, "a guess")
                release("verify")
                expectResult(false)
            }
        }

        test("the promise reports whether the user was created") {
            val users = FakeUsers().apply { create("bob", ada) }
            val told = ArrayList<String>()
            for ((id, result) in listOf("ada" to true, "bob" to false)) {
                val signup = SignupWithEvent(users)
                runWorkflowTest(signup.workflow, key = id) {
                    start(if (id == "ada") ada else bob)
                    expectResult(result)
                    told += "$id: ${read(signup.created)}"
                }
            }
            told shouldContainExactly listOf("ada: the user is created", "bob: the id is taken")
        }

        test("reminds a user who does not click") {
            val users = FakeUsers()
            val signup = SignupWithTimers(users, every = 6.hours, within = 1.days)
            runWorkflowTest(signup.workflow) {
                start(ada)
                advanceBy(13.hours)
                send(signup.clicked, users.secret)
                expectResult(true)
                expectDone("make a secret", "verify", "remind", "remind #2")
            }
        }

        test("fails after a day without a click") {
            runWorkflowTest(SignupWithTimers(FakeUsers(), 7.hours, 1.days).workflow) {
                start(ada)
                advanceUntilEnd()
                expectFailure("no click within 1d", code = 408)
                expectDone("make a secret", "verify", "remind", "remind #2", "remind #3")
            }
        }

        test("signs a team up, with a workflow for each member") {
            runWorkflowTest(SignupTeam().workflow) {
                answer("Signup/run") { user: User -> user != bob }
                hold("Signup/ada@example.com/run")
                start(listOf(ada, bob))
                expectWaitingFor("Signup/ada@example.com/run")
                release("Signup/ada@example.com/run")
                expectResult(listOf("Ada"))
            }
        }

        test("tries a mail three times, and continues without it") {
            runWorkflowTest(SignupWithRetries(FakeUsers()).workflow) {
                failStep("welcome", times = 3)
                start(ada)
                expectResult(true)
                expectDone("create", "activate")
            }
            runWorkflowTest(SignupWithRetries(FakeUsers()).workflow) {
                failStep("welcome", times = 2)
                start(ada)
                expectDone("create", "activate", "welcome")
            }
        }

        test("refuses an invalid address at once") {
            runWorkflowTest(SignupWithRetries(FakeUsers()).workflow) {
                start(ada.copy(email = "ada"))
                expectFailure("ada is not an address", code = 400)
                expectDone()
            }
        }

        test("a failed subscription rolls back all steps") {
            val users =
                object : FakeUsers() {
                    override fun subscribe(id: String) {
                        super.subscribe(id)
                        fail("this plan is not available", code = 402)
                    }
                }
            runWorkflowTest(SignupWithSaga(users).workflow, key = "ada") {
                start(ada)
                expectFailure("this plan is not available", code = 402)
                expectUndone("unsubscribe", "deactivate", "delete")
            }
            users.subscribed.shouldBeEmpty()
            users.active.shouldBeEmpty()
            users.users.shouldBeEmpty()
        }

        test("a cancellation rolls back all steps") {
            val users = FakeUsers()
            runWorkflowTest(SignupWithSaga(users).workflow, key = "ada") {
                hold("activate")
                start(ada)
                cancel()
                release("activate")
                expectCancelled()
                expectUndone("unsubscribe", "deactivate", "delete")
            }
            users.users.shouldBeEmpty()
        }
    })
