package dev.landlord.samples.recipes.tour

import dev.landlord.samples.recipes.Restate
import dev.landlord.samples.recipes.soon
import dev.restate.client.Client
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.maps.shouldBeEmpty
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import java.util.concurrent.CountDownLatch
import java.util.concurrent.TimeUnit
import java.util.concurrent.atomic.AtomicInteger
import kotlin.time.Duration
import kotlin.time.Duration.Companion.milliseconds
import kotlin.time.Duration.Companion.minutes
import kotlin.time.TimeSource

/** Restate's tour of workflows, on a real server. */
class TourServerTest :
    FunSpec({
        val ada = User("Ada", "ada@example.com")
        val json = """{"name": "Ada", "email": "ada@example.com"}"""

        test("submits a workflow once for each key, and attaches to it") {
            val users = FakeUsers()
            Restate.serving(SignupService(Signup(users))) {
                val desk = SignupDesk(Client.connect("$ingress"))
                desk.start("ada", ada)
                desk.result("ada") shouldBe true
                desk.start("ada", ada) // begins nothing

                post("/Signup/ada/run", json).statusCode() shouldBe 409
                get("/restate/workflow/Signup/ada/attach").body() shouldBe "true"
            }
            users.mails shouldContainExactly listOf("welcome ada@example.com")
        }

        test("submits a workflow with a delay") {
            val users = FakeUsers()
            Restate.serving(SignupService(Signup(users))) {
                val begin = TimeSource.Monotonic.markNow()
                val desk = SignupDesk(Client.connect("$ingress"))
                desk.start("later", ada, after = 200.milliseconds)
                desk.result("later") shouldBe true
                (begin.elapsedNow() >= 190.milliseconds) shouldBe true
            }
        }

        test("retries a failed step, and not the earlier ones") {
            val creations = AtomicInteger()
            val welcomes = AtomicInteger()
            val users =
                object : FakeUsers() {
                    override fun create(id: String, user: User): Boolean {
                        creations.incrementAndGet()
                        return super.create(id, user)
                    }

                    override fun welcome(user: User) {
                        check(welcomes.incrementAndGet() > 1) { "the mail server is away" }
                    }
                }
            Restate.serving(SignupService(Signup(users))) {
                post("/Signup/retried/run", json).body() shouldBe "true"
            }
            creations.get() shouldBe 1
            welcomes.get() shouldBe 2
        }

        test("another service creates the user") {
            val users = FakeUsers()
            Restate.serving(
                SignupWithActivityService(SignupWithActivity(users)),
                UserService(users),
            ) {
                post("/SignupWithActivity/ada/run", json).body() shouldBe "true"
            }
            users.users["ada"] shouldBe ada
        }

        test("the stage and the state are readable during the run and after its end") {
            val gate = CountDownLatch(1)
            val users =
                object : FakeUsers() {
                    override fun activate(id: String) {
                        check(gate.await(120, TimeUnit.SECONDS))
                    }
                }
            Restate.serving(SignupWithQueriesService(SignupWithQueries(users))) {
                post("/SignupWithQueries/ada/run/send", json)
                soon { get("/SignupWithQueries/ada/stage").body() shouldBe "\"created\"" }
                gate.countDown()
                get("/restate/workflow/SignupWithQueries/ada/attach").body() shouldBe "true"
                get("/SignupWithQueries/ada/stage").body() shouldBe "\"created\""
                admin
                    .query(
                        "select value_utf8 from state where service_name = 'SignupWithQueries' " +
                            "and service_key = 'ada' and key = 'user'"
                    )
                    .single()
                    .path("value_utf8")
                    .asText() shouldBe """{"name":"Ada","email":"ada@example.com"}"""
            }
        }

        test("receives a click over HTTP") {
            val users = FakeUsers()
            Restate.serving(SignupWithSignalService(SignupWithSignal(users))) {
                post("/SignupWithSignal/ada/run/send", json)
                users.mail() shouldBe "verify ada@example.com"
                post("/SignupWithSignal/ada/clicked", "\"${users.secret}\"").statusCode() shouldBe
                    200
                get("/restate/workflow/SignupWithSignal/ada/attach").body() shouldBe "true"
            }
        }

        test("the promise is readable before and after its completion") {
            val users = FakeUsers().apply { create("taken", User("Eve", "eve@example.com")) }
            Restate.serving(SignupWithEventService(SignupWithEvent(users))) {
                post("/SignupWithEvent/ada/run/send", json)
                repeat(2) {
                    post("/SignupWithEvent/ada/created").body() shouldBe "\"the user is created\""
                }
                get("/restate/workflow/SignupWithEvent/ada/attach").body() shouldBe "true"
                post("/SignupWithEvent/ada/created").body() shouldBe "\"the user is created\""

                post("/SignupWithEvent/taken/run", json).body() shouldBe "false"
                post("/SignupWithEvent/taken/created").body() shouldBe "\"the id is taken\""
            }
        }

        test("reminds a user until the click or the deadline") {
            val users = FakeUsers()
            fun served(within: Duration) =
                SignupWithTimersService(SignupWithTimers(users, 20.milliseconds, within))
            Restate.serving(served(within = 5.minutes)) {
                post("/SignupWithTimers/ada/run/send", json)
                users.mail() shouldBe "verify ada@example.com"
                repeat(2) { users.mail() shouldBe "remind ada@example.com" }
                post("/SignupWithTimers/ada/clicked", "\"${users.secret}\"")
                get("/restate/workflow/SignupWithTimers/ada/attach").body() shouldBe "true"
            }
            Restate.serving(served(within = 50.milliseconds)) {
                val answer = post("/SignupWithTimers/bob/run", json)
                answer.statusCode() shouldBe 408
                answer.body() shouldContain "no click within 50ms"
            }
        }

        test("signs a team up, with a workflow for each member") {
            Restate.serving(SignupTeamService(SignupTeam()), SignupService(Signup(FakeUsers()))) {
                val team = """[$json, {"name": "Bob", "email": "bob@example.com"}]"""
                post("/SignupTeam/team-1/run", team).body() shouldBe """["Ada","Bob"]"""
                get("/restate/workflow/Signup/bob@example.com/output").body() shouldBe "true"
            }
        }

        test("a cancelled signup undoes all steps") {
            val began = CountDownLatch(1)
            val gate = CountDownLatch(1)
            val users =
                object : FakeUsers() {
                    override fun activate(id: String) {
                        super.activate(id)
                        began.countDown()
                        check(gate.await(120, TimeUnit.SECONDS))
                    }
                }
            Restate.serving(SignupWithSagaService(SignupWithSaga(users))) {
                val sent = post("/SignupWithSaga/ada/run/send", json).body()
                val id = checkNotNull(Regex("inv_\\w+").find(sent)).value
                began.await(120, TimeUnit.SECONDS) shouldBe true
                admin.cancel(id)
                gate.countDown()
                get("/restate/workflow/SignupWithSaga/ada/attach").statusCode() shouldBe 409
            }
            users.active.shouldBeEmpty()
            users.users.shouldBeEmpty()
        }
    })
