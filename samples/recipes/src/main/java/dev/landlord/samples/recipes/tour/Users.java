package dev.landlord.samples.recipes.tour;

/** What signing up needs of the world. Each is done once for a user, however often it is asked for. */
public interface Users {
    /** Returns whether the id is this user's now: it was free, or this user's already. */
    boolean create(String id, User user);

    /** Deletes the user, if it is this one who has the id. */
    void delete(String id, User user);

    void activate(String id);

    void deactivate(String id);

    void subscribe(String id);

    void unsubscribe(String id);

    /** Mails a link with {@code secret}: whoever clicks it has that address. */
    void verify(String id, User user, String secret);

    void remind(String id, User user, String secret);

    void welcome(User user);
}
