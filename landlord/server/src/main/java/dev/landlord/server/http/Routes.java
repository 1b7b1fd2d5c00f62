package dev.landlord.server.http;

import io.javalin.Javalin;

/** A part of the API. */
interface Routes {
    void addTo(Javalin app);
}
