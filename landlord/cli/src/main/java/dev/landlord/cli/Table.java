package dev.landlord.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Prints rows of aligned cells below a header. */
final class Table {
    private static final String GAP = "  ";

    private final List<List<String>> lines = new ArrayList<>();

    Table(String... header) {
        row(header);
    }

    /** Adds a row. Texts should be shortened by {@link Text#cell}; names should not, so that users can copy them. */
    void row(String... cells) {
        lines.add(Arrays.stream(cells).map(Text::oneLine).toList());
    }

    void print(PrintWriter out) {
        int[] widths = new int[lines.get(0).size()];
        for (List<String> line : lines) {
            for (int column = 0; column < widths.length; column++) {
                widths[column] = Math.max(widths[column], length(line.get(column)));
            }
        }
        for (List<String> line : lines) {
            StringBuilder text = new StringBuilder();
            for (int column = 0; column < widths.length; column++) {
                String cell = line.get(column);
                text.append(cell)
                        .append(" ".repeat(widths[column] - length(cell)))
                        .append(GAP);
            }
            out.println(text.toString().stripTrailing());
        }
    }

    private static int length(String cell) {
        return cell.codePointCount(0, cell.length());
    }
}
