package dev.landlord.workflow.approval

import dev.landlord.workflow.HandlerMessages
import java.text.Normalizer
import java.util.Locale

/**
 * Normalises a name for a comparison: names that look the same are equal. Ignores case, width,
 * blanks at both ends and invisible characters.
 */
internal fun normalised(name: String): String {
    val seen = name.codePoints().filter(::isVisible).toArray()
    val text = Normalizer.normalize(String(seen, 0, seen.size), Normalizer.Form.NFKC)
    return text.trim().lowercase(Locale.ROOT)
}

/** Why [actor] is not a valid name of an actor; `null` if it is. */
internal fun actorProblem(actor: String): String? {
    val isName =
        actor.isNotBlank() && actor.length <= MAX_ACTOR && actor.codePoints().allMatch(::isVisible)
    return if (isName) null else HandlerMessages.actor(MAX_ACTOR)
}

private fun isVisible(codePoint: Int) = Character.getType(codePoint).toByte() !in INVISIBLE

/** Whether [text] has no unpaired surrogate, which a journal cannot store. */
internal fun isWellFormed(text: String): Boolean =
    text.codePoints().noneMatch { Character.getType(it).toByte() == Character.SURROGATE }

private val INVISIBLE =
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
