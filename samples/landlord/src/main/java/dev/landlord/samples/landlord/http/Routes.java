package dev.landlord.samples.landlord.http;

import io.javalin.Javalin;

/** A part of the API. */
interface Routes {
    void addTo(Javalin app);
}
