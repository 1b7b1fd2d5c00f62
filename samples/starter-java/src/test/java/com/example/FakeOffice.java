package com.example;

import java.util.ArrayList;
import java.util.List;

/** An office that notes what happened. */
final class FakeOffice implements Office {
    private final List<String> seats = new ArrayList<>();

    @Override
    public synchronized void book(String booking) {
        if (!seats.contains(booking)) {
            seats.add(booking);
        }
    }

    @Override
    public synchronized void giveBack(String booking) {
        seats.remove(booking);
    }

    @Override
    public void mail(String to, String text) {}

    @Override
    public String invite(Guest guest, Seat seat) {
        return "Dear " + guest.name() + ", table " + seat.table();
    }

    /** The number of seats that are booked. */
    synchronized int booked() {
        return seats.size();
    }
}
