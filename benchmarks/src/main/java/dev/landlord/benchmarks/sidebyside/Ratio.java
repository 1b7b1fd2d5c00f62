package dev.landlord.benchmarks.sidebyside;

import java.util.List;
import java.util.Locale;
import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.stat.descriptive.DescriptiveStatistics;

/**
 * How an arm compares with another: the geometric mean of the ratios in each round, and its confidence interval of 95 %,
 * from Student's distribution of the logarithms. Without an interval for a single round.
 */
record Ratio(double mean, double low, double high) {
    /** Of paired values: one ratio for each round. */
    static Ratio of(List<Double> ratios) {
        DescriptiveStatistics logs = new DescriptiveStatistics();
        ratios.forEach(each -> logs.addValue(Math.log(each)));
        double mean = logs.getMean();
        int count = ratios.size();
        if (count < 2) {
            return new Ratio(Math.exp(mean), Double.NaN, Double.NaN);
        }
        double t = new TDistribution(count - 1).inverseCumulativeProbability(0.975);
        double half = t * logs.getStandardDeviation() / Math.sqrt(count);
        return new Ratio(Math.exp(mean), Math.exp(mean - half), Math.exp(mean + half));
    }

    @Override
    public String toString() {
        return Double.isNaN(low)
                ? String.format(Locale.ROOT, "%.2f", mean)
                : String.format(Locale.ROOT, "%.2f (%.2f–%.2f)", mean, low, high);
    }
}
