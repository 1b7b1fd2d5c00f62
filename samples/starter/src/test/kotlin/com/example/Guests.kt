package com.example

/** The guests of the tests, in Kotlin and in Java. */
object Guests {
    @JvmField val ADA: Guest = Guest("Ada")
}
