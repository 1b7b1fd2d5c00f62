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
 * When jobs are due: cron expressions as Unix has them, such as {@code 0 3 * * MON-FRI}, which name
 * times of the clock in a time zone. Where that clock is changed:
 *
 * <ul>
 *   <li>times that the clock skips are due together, once, when it goes on after the gap
 *   <li>times that the clock shows twice are due once, the first time; but with {@code *} as the
 *       hour they are due both times, for such a job is to run at an interval
 * </ul>
 */
public final class CronTimes {
    private static final CronParser UNIX = new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX));

    private final String text;
    private final ExecutionTime times;
    private final boolean isOfEveryHour;
    private final ZoneRules rules;

    private CronTimes(String text, Cron cron, ZoneRules rules) {
        this.text = text;
        this.times = ExecutionTime.forCron(cron);
        this.isOfEveryHour = cron.retrieve(CronFieldName.HOUR).getExpression() instanceof Always;
        this.rules = rules;
    }

    /**
     * The first time after {@code now} at which {@code cron} is due in {@code zone}.
     *
     * @throws IllegalArgumentException if the expression or the zone is invalid, or never comes
     */
    public static Instant next(String cron, String zone, Instant now) {
        return new CronTimes(cron, UNIX.parse(cron), zoneOf(zone).getRules()).after(now);
    }

    /** Goes from one change of the clock to the next; in between, its offset is fixed. */
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

    /** What the clock shows {@code now}, or has shown before it was set back. */
    private LocalDateTime shownBefore(Instant now) {
        LocalDateTime shown = LocalDateTime.ofInstant(now, rules.getOffset(now));
        ZoneOffsetTransition change = rules.previousTransition(now.plusNanos(1));
        if (change != null && shown.isBefore(firstOf(change))) {
            return justBefore(firstOf(change));
        }
        return shown;
    }

    /** From where on the times after a change count. */
    private LocalDateTime firstOf(ZoneOffsetTransition change) {
        return change.isOverlap() && !isOfEveryHour ? change.getDateTimeBefore() : change.getDateTimeAfter();
    }

    private static LocalDateTime justBefore(LocalDateTime time) {
        return time.minusSeconds(1);
    }

    /** The next time that the expression names, on a clock that is never changed. */
    private LocalDateTime nextShown(LocalDateTime after) {
        return times.nextExecution(after.atZone(ZoneOffset.UTC))
                .map(ZonedDateTime::toLocalDateTime)
                .orElseThrow(() -> new IllegalArgumentException("\"" + text + "\" is never due"));
    }

    private static ZoneId zoneOf(String zone) {
        try {
            return ZoneId.of(zone);
        } catch (java.time.DateTimeException unknown) {
            throw new IllegalArgumentException("\"" + zone + "\" is no time zone", unknown);
        }
    }
}
