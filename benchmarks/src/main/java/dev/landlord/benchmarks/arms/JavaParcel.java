package dev.landlord.benchmarks.arms;

/** The result of a step, in every arm that is written in Java. */
public record JavaParcel(String id, int weight, String to) {
    /** An undo action without a result. */
    static void takeBack(int n) {
        if (n < 0) {
            throw new IllegalArgumentException("parcel " + n);
        }
    }
}
