package com.example;

/** The seat that the host chose. */
public record Seat(int table, int number) {}
