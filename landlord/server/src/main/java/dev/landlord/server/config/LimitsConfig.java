package dev.landlord.server.config;

/**
 * How much of Landlord one user, and one tenant, can use at a time.
 *
 * @param requestsPerUser the maximum number of requests in progress of one user; default: 100, half of what Landlord serves
 * @param requestsPerTenant the maximum number of requests in progress that concern one tenant; default: 20
 * @param runsPerUser the maximum number of runs of one user that have not ended; default: 1,000
 */
public record LimitsConfig(int requestsPerUser, int requestsPerTenant, int runsPerUser) {
    static LimitsConfig read(Values values) {
        return new LimitsConfig(
                positive(values, Key.REQUESTS_PER_USER),
                positive(values, Key.REQUESTS_PER_TENANT),
                positive(values, Key.RUNS_PER_USER));
    }

    private static int positive(Values values, Key key) {
        int number = values.number(key);
        if (number < 1) {
            values.error(key, key.field() + " must be at least 1, got " + number);
        }
        return number;
    }
}
