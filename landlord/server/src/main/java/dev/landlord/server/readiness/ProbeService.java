package dev.landlord.server.readiness;

import dev.restate.sdk.Context;
import dev.restate.sdk.annotation.Handler;
import dev.restate.sdk.annotation.Name;
import dev.restate.sdk.annotation.Service;

/** Answers each call, which Restate has to store before it calls this handler. */
@Service
@Name(ProbeService.SERVICE)
public class ProbeService {
    public static final String SERVICE = "Probe";

    @Handler
    public String write(Context context) {
        return "ok";
    }
}
