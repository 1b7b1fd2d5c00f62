package dev.landlord.workflow.testing.java;

import dev.landlord.workflow.testing.ExternalActor;

/**
 * The external actors in a {@link ReplayCheck}. A call for which the run does not wait is ignored. A call that is refused
 * for another reason each time fails the check (LW154).
 *
 * @param <B> the workflow class
 */
public final class ReplayActor<B> extends ExternalCalls<B, ReplayActor<B>> {
    ReplayActor(ExternalActor actor, B body) {
        super(actor, body);
    }

    @Override
    ReplayActor<B> self() {
        return this;
    }
}
