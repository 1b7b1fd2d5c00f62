package dev.landlord.samples.landlord.config;

import java.util.Arrays;
import java.util.Comparator;

/** The key that takes the fewest typing mistakes to become what was written. */
final class NearestKey {
    private NearestKey() {}

    static Key to(String path) {
        return Arrays.stream(Key.values())
                .min(Comparator.comparingInt(key -> distance(path, key.path())))
                .orElseThrow();
    }

    /** How many letters to add, drop or change: Levenshtein's distance, a row of its table at a time. */
    private static int distance(String from, String to) {
        int[] row = new int[to.length() + 1];
        Arrays.setAll(row, column -> column);
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int changed = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(changed, Math.min(row[j - 1], row[j]) + 1);
            }
        }
        return row[to.length()];
    }
}
