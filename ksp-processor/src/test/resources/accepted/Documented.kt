package acme.documented

import dev.landlord.workflow.*

/**
 * A comment in a comment: /* inner */ and a tag, @param none, `*`, {@code x}, <b>, & and
 * a link to [finance]; "quotes", \n, \u0041, $dollar, ${'$'}, %s, %L, «x», ·, ⇥ and ```code```.
 *
 * @property finance what
 * @see Any
 */
@LandlordWorkflow
class Documented {
    /** Nested /* comment */ of $0, %T. @throws Nothing */
    val finance by approval<Int>()
    /** */
    val empty by signal<Int>()
    val workflow = landlordWorkflow<Int, Int> { it }
}
