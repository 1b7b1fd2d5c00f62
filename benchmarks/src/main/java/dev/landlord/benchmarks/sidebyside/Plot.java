package dev.landlord.benchmarks.sidebyside;

import java.awt.Color;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.VectorGraphicsEncoder;
import org.knowm.xchart.VectorGraphicsEncoder.VectorGraphicsFormat;
import org.knowm.xchart.style.Styler.LegendPosition;

/** Bars: the throughput of each arm, compared with the baseline, for each workload. */
final class Plot {
    private static final Color[] COLORS = {
        new Color(0x9AA0A6),
        new Color(0xC4C7CC),
        new Color(0x7CB342),
        new Color(0x1A73E8),
        new Color(0x8AB4F8),
        new Color(0x0B3D91),
        new Color(0x5E97F6),
        new Color(0xF29900),
        new Color(0x4DB6AC),
        new Color(0x00796B),
    };

    private Plot() {}

    static String svg(Report report, int together) throws IOException {
        ByteArrayOutputStream svg = new ByteArrayOutputStream();
        VectorGraphicsEncoder.saveVectorGraphic(chart(report, together), svg, VectorGraphicsFormat.SVG);
        // A hundredth of a pixel is enough, and a third of the size.
        return svg.toString(StandardCharsets.UTF_8).replaceAll("(\\.\\d\\d)\\d+", "$1");
    }

    static CategoryChart chart(Report report, int together) {
        CategoryChart chart = new CategoryChartBuilder()
                .width(1200)
                .height(420)
                .title("Throughput, " + (together == 1 ? "one run at a time" : together + " runs in flight") + "; "
                        + report.baseline().title + " = 1")
                .build();
        List<Workload> workloads = report.workloads();
        List<Color> colors = new ArrayList<>();
        for (Arm arm : report.arms()) {
            List<Double> values = new ArrayList<>();
            List<Double> errors = new ArrayList<>();
            for (Workload workload : workloads) {
                Optional<Ratio> ratio = report.ratio(arm, workload, together, Sample::perSecond);
                values.add(ratio.map(Ratio::mean).orElse(0.0));
                errors.add(ratio.map(each -> Double.isNaN(each.high()) ? 0 : each.high() - each.mean())
                        .orElse(0.0));
            }
            chart.addSeries(
                    arm.title, workloads.stream().map(each -> each.title).toList(), values, errors);
            colors.add(COLORS[arm.ordinal()]);
        }
        chart.getStyler().setLegendPosition(LegendPosition.OutsideE);
        chart.getStyler().setLegendBorderColor(Color.WHITE);
        chart.getStyler().setYAxisMin(0.0);
        chart.getStyler().setChartBackgroundColor(Color.WHITE);
        chart.getStyler().setPlotBorderVisible(false);
        chart.getStyler().setAvailableSpaceFill(0.8);
        chart.getStyler().setSeriesColors(colors.toArray(Color[]::new));
        chart.getStyler().setYAxisDecimalPattern("0.0");
        return chart;
    }
}
