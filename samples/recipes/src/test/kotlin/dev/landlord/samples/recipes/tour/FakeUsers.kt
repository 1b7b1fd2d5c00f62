package dev.landlord.samples.recipes.tour

import java.util.concurrent.ConcurrentHashMap
import java.util.concurrent.LinkedBlockingQueue
import java.util.concurrent.TimeUnit

/** Users in memory, and the mails that they got. */
open class FakeUsers : Users {
    val users = ConcurrentHashMap<String, User>()
    val active: MutableSet<String> = ConcurrentHashMap.newKeySet()
    val subscribed: MutableSet<String> = ConcurrentHashMap.newKeySet()
    val mails = LinkedBlockingQueue<String>()

    @Volatile var secret = ""

    /** The next mail that was sent. */
    fun mail(): String = checkNotNull(mails.poll(20, TimeUnit.SECONDS)) { "no mail" }

    override fun create(id: String, user: User) = (users.putIfAbsent(id, user) ?: user) == user

    override fun delete(id: String, user: User) {
        users.remove(id, user)
    }

    override fun activate(id: String) {
        active += id
    }

    override fun deactivate(id: String) {
        active -= id
    }

    override fun subscribe(id: String) {
        subscribed += id
    }

    override fun unsubscribe(id: String) {
        subscribed -= id
    }

    override fun verify(id: String, user: User, secret: String) {
        this.secret = secret
        mails += "verify ${user.email}"
    }

    override fun remind(id: String, user: User, secret: String) {
        mails += "remind ${user.email}"
    }

    override fun welcome(user: User) {
        mails += "welcome ${user.email}"
    }
}
