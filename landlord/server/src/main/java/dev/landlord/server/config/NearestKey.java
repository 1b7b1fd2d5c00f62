package dev.landlord.server.config;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Finds the key that the user probably meant by an unknown key. */
final class NearestKey {
    /** Two swapped letters count as two typing mistakes. */
    private static final int MAX_MISTAKES = 2;

    private NearestKey() {}

    /**
     * Returns the key with the fewest typing mistakes to {@code path}, if there are at most two, or one in four letters
     * after the common blocks. Otherwise returns the key with the same last part, if there is exactly one.
     */
    static Optional<Key> to(String path) {
        Optional<Key> similar = Arrays.stream(Key.values())
                .min(Comparator.comparingInt(key -> distance(path, key.path())))
                .filter(key -> isNear(path, key.path()));
        return similar.or(() -> sameField(path));
    }

    private static boolean isNear(String path, String key) {
        int common = commonBlocks(path, key);
        int letters = Math.min(path.length(), key.length()) - common;
        return distance(path, key) <= Math.max(MAX_MISTAKES, letters / 4);
    }

    /** The length of the blocks with which both begin. */
    private static int commonBlocks(String path, String key) {
        int common = 0;
        for (int index = 0; index < Math.min(path.length(), key.length()); index++) {
            if (path.charAt(index) != key.charAt(index)) {
                break;
            }
            if (path.charAt(index) == '.') {
                common = index + 1;
            }
        }
        return common;
    }

    private static Optional<Key> sameField(String path) {
        String field = path.substring(path.lastIndexOf('.') + 1);
        List<Key> keys = Arrays.stream(Key.values())
                .filter(key -> key.field().equals(field))
                .toList();
        return keys.size() == 1 ? Optional.of(keys.get(0)) : Optional.empty();
    }

    /** The Levenshtein distance, computed row by row. */
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
