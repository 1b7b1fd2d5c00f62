package dev.landlord.workflow.approval

import dev.landlord.workflow.HandlerMessages
import java.text.Normalizer
import java.util.Locale

/** What looks the same is the same. */
internal fun normalised(name: String): String {
    val seen = name.codePoints().filter(::canBeSeen).toArray()
    val text = Normalizer.normalize(String(seen, 0, seen.size), Normalizer.Form.NFKC)
    return text.trim().lowercase(Locale.ROOT)
}

/** Why [actor] is not the name of anybody; `null` if it is. */
internal fun actorProblem(actor: String): String? {
    val isName =
        actor.isNotBlank() && actor.length <= MAX_ACTOR && actor.codePoints().allMatch(::canBeSeen)
    return if (isName) null else HandlerMessages.actor(MAX_ACTOR)
}

private fun canBeSeen(codePoint: Int) = Character.getType(codePoint).toByte() !in UNSEEN

/** Whether no half of a character stands in [text], which no journal could keep. */
internal fun isWellFormed(text: String): Boolean =
    text.codePoints().noneMatch { Character.getType(it).toByte() == Character.SURROGATE }

private val UNSEEN =
    setOf(
        Character.CONTROL,
        Character.FORMAT,
        Character.SURROGATE,
        Character.LINE_SEPARATOR,
        Character.PARAGRAPH_SEPARATOR,
        Character.UNASSIGNED,
        Character.PRIVATE_USE,
    )
private const val MAX_ACTOR = 256
