package dev.landlord.samples.recipes.tour;

/** The external actions of a signup. Each is idempotent for a user. */
public interface Users {
    /** Returns whether the user has the id: it was free, or the user had it already. */
    boolean create(String id, User user);

    /** Deletes the user, if this user has the id. */
    void delete(String id, User user);

    void activate(String id);

    void deactivate(String id);

    void subscribe(String id);

    void unsubscribe(String id);

    /** Mails a link with {@code secret}. A click proves that the user has the address. */
    void verify(String id, User user, String secret);

    void remind(String id, User user, String secret);

    void welcome(User user);
}
