package com.example;

/** The result of {@link Invite}. */
public record Invitation(Guest guest, Seat seat, String text) {}
