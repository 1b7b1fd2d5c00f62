package com.example;

/** What the workflow does to the world. Each call may be repeated after a crash, and must then have no second effect. */
public interface Office {
    void book(String booking);

    void giveBack(String booking);

    void mail(String to, String text);

    String invite(Guest guest, Seat seat);

    /** An office that only prints. */
    static Office printing() {
        return new Office() {
            @Override
            public void book(String booking) {
                System.out.println("booked " + booking);
            }

            @Override
            public void giveBack(String booking) {
                System.out.println("gave back " + booking);
            }

            @Override
            public void mail(String to, String text) {
                System.out.println("mail to " + to + ": " + text);
            }

            @Override
            public String invite(Guest guest, Seat seat) {
                return "Dear " + guest.name() + ", your seat is " + seat.number() + " at table " + seat.table();
            }
        };
    }
}
