package dev.landlord.samples.landlord.config;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The key that a key that does not exist was probably meant to be. */
final class NearestKey {
    /** Two letters in the wrong order are two. */
    private static final int MISTAKES = 2;

    private NearestKey() {}

    /**
     * The key that takes the fewest typing mistakes to become {@code path}, if they are few: two, or one in four letters of
     * what follows the blocks that both have. Otherwise the only key of the same last part, whose blocks were left out or mistaken.
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
        return distance(path, key) <= Math.max(MISTAKES, letters / 4);
    }

    /** How many letters the blocks have with which both begin. */
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
