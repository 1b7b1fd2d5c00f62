package dev.landlord.samples.recipes.cron;

import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;

/** When jobs are due: cron expressions as Unix has them, such as {@code 0 3 * * MON-FRI}. */
public final class CronTimes {
    private static final CronParser UNIX = new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX));

    private CronTimes() {}

    /**
     * The first time after {@code now} that {@code cron} names, in {@code zone}.
     *
     * @throws IllegalArgumentException if there is no such expression or zone, or no such time
     */
    public static Instant next(String cron, String zone, Instant now) {
        return ExecutionTime.forCron(UNIX.parse(cron))
                .nextExecution(now.atZone(zoneOf(zone)))
                .map(ZonedDateTime::toInstant)
                .orElseThrow(() -> new IllegalArgumentException("\"" + cron + "\" is never due"));
    }

    private static ZoneId zoneOf(String zone) {
        try {
            return ZoneId.of(zone);
        } catch (java.time.DateTimeException unknown) {
            throw new IllegalArgumentException("\"" + zone + "\" is no time zone", unknown);
        }
    }
}
