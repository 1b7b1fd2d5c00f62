package com.example;

/** Who would like to come. */
public record Guest(String name) {}
