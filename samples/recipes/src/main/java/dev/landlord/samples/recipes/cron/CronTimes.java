package dev.landlord.samples.recipes.cron;

import com.cronutils.model.Cron;
import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.field.CronFieldName;
import com.cronutils.model.field.expression.Always;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;

/**
 * Computes the times of Unix cron expressions, such as {@code 0 3 * * MON-FRI}, in a time zone. At a change of the clock:
 *
 * <ul>
 *   <li>all times that the clock skips are due together, once, at the end of the gap
 *   <li>a time that the clock shows twice is due once, the first time; with {@code *} as the hour it is due both times,
 *       because such a job runs at an interval
 * </ul>
 */
public final class CronTimes {
    private static final CronParser UNIX = new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX));

    private final String text;
    private final ExecutionTime times;
    private final boolean isHourly;
    private final ZoneRules rules;

    private CronTimes(String text, Cron cron, ZoneRules rules) {
        this.text = text;
        this.times = ExecutionTime.forCron(cron);
        this.isHourly = cron.retrieve(CronFieldName.HOUR).getExpression() instanceof Always;
        this.rules = rules;
    }

    /**
     * Returns the first time after {@code now} at which {@code cron} is due in {@code zone}.
     *
     * @throws IllegalArgumentException if the expression or the zone is invalid, or the expression is never due
     */
    public static Instant next(String cron, String zone, Instant now) {
        return new CronTimes(cron, UNIX.parse(cron), zoneOf(zone).getRules()).after(now);
    }

    /** Iterates over the changes of the clock; between two changes, the offset is constant. */
    private Instant after(Instant now) {
        Instant from = now;
        LocalDateTime shown = shownBefore(now);
        while (true) {
            LocalDateTime next = nextShown(shown);
            Instant due = next.toInstant(rules.getOffset(from));
            ZoneOffsetTransition change = rules.nextTransition(from);
            if (change == null || due.isBefore(change.getInstant())) {
                return due;
            }
            if (change.isGap() && next.isBefore(change.getDateTimeAfter())) {
                return change.getInstant();
            }
            from = change.getInstant();
            shown = justBefore(firstOf(change));
        }
    }

    /** The local time at {@code now}, or the local time before the clock was set back. */
    private LocalDateTime shownBefore(Instant now) {
        LocalDateTime shown = LocalDateTime.ofInstant(now, rules.getOffset(now));
        ZoneOffsetTransition change = rules.previousTransition(now.plusNanos(1));
        if (change != null && shown.isBefore(firstOf(change))) {
            return justBefore(firstOf(change));
        }
        return shown;
    }

    /** The first local time that counts after a change. */
    private LocalDateTime firstOf(ZoneOffsetTransition change) {
        return change.isOverlap() && !isHourly ? change.getDateTimeBefore() : change.getDateTimeAfter();
    }

    private static LocalDateTime justBefore(LocalDateTime time) {
        return time.minusSeconds(1);
    }

    /** The next time of the expression on a clock without changes. */
    private LocalDateTime nextShown(LocalDateTime after) {
        return times.nextExecution(after.atZone(ZoneOffset.UTC))
                .map(ZonedDateTime::toLocalDateTime)
                .orElseThrow(() -> new IllegalArgumentException("\"" + text + "\" is never due"));
    }

    private static ZoneId zoneOf(String zone) {
        try {
            return ZoneId.of(zone);
        } catch (java.time.DateTimeException unknown) {
            throw new IllegalArgumentException("\"" + zone + "\" is not a time zone", unknown);
        }
    }
}
