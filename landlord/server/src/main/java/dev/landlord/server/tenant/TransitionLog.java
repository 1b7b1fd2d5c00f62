package dev.landlord.server.tenant;

import java.util.List;

/** Keeps the transitions that follow from earlier requests, also after the tenant is deleted. */
@FunctionalInterface
public interface TransitionLog {
    /**
     * Adds transitions. Repeated with the same transitions after a crash, and must not add them twice. The caller retries
     * after an exception.
     *
     * @param tenantId the id of the tenant; unlike its name, no other tenant ever has it
     */
    void add(String tenantName, String tenantId, List<Transition> transitions);
}
