package dev.landlord.workflow.testing.bytecode;

import static dev.landlord.workflow.testing.bytecode.Nondeterminism.CLOCK;
import static dev.landlord.workflow.testing.bytecode.Nondeterminism.ENVIRONMENT;
import static dev.landlord.workflow.testing.bytecode.Nondeterminism.EXIT;
import static dev.landlord.workflow.testing.bytecode.Nondeterminism.IDENTITY_HASH;
import static dev.landlord.workflow.testing.bytecode.Nondeterminism.IO;
import static dev.landlord.workflow.testing.bytecode.Nondeterminism.RANDOM;
import static dev.landlord.workflow.testing.bytecode.Nondeterminism.THREAD;
import static dev.landlord.workflow.testing.bytecode.Nondeterminism.THREAD_LOCAL;
import static dev.landlord.workflow.testing.bytecode.Nondeterminism.UUID;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The calls of libraries that a body must not contain, written as {@code class.method(parameters)}. */
final class ForbiddenCalls {
    private record Rule(Nondeterminism kind, Pattern call) {
        static Rule of(Nondeterminism kind, String... calls) {
            return new Rule(kind, Pattern.compile(String.join("|", calls)));
        }
    }

    private static final List<Rule> RULES = List.of(
            Rule.of(EXIT, "java/lang/System\\.exit\\(.*", "java/lang/Runtime\\.(exit|halt)\\(.*"),
            Rule.of(
                    CLOCK,
                    "java/lang/System\\.(currentTimeMillis|nanoTime)\\(.*",
                    "java/time/(\\w+|chrono/\\w+)\\.(now|dateNow)\\(.*",
                    "java/time/Clock\\.(system|tick)\\w*\\(.*",
                    "java/time/(Clock|InstantSource)\\.(instant|millis|system)\\(.*",
                    "java/util/Date\\.<init>\\(\\).*",
                    "java/util/(Gregorian)?Calendar\\.(getInstance\\(.*|<init>\\(\\).*)",
                    "kotlin/time/(Clock\\$System\\.now|TimeSource\\$Monotonic\\.\\w+|MonotonicTimeSource\\.\\w+)\\(.*",
                    "kotlinx/datetime/Clock(\\$System)?\\.now\\(.*"),
            Rule.of(
                    RANDOM,
                    "java/lang/(Strict)?Math\\.random\\(.*",
                    "java/util/(Splittable)?Random\\.<init>\\(\\).*",
                    "java/security/SecureRandom\\.(<init>|getInstance\\w*|getSeed)\\(.*",
                    "java/util/concurrent/ThreadLocalRandom\\..*",
                    "java/util/random/RandomGenerator(Factory)?\\.(getDefault|of)\\(.*",
                    "java/util/Collections\\.shuffle\\(Ljava/util/List;\\).*",
                    "kotlin/collections/CollectionsKt\\w*\\.shuffled?\\(Ljava/(util/List|lang/Iterable);\\).*"),
            Rule.of(UUID, "java/util/UUID\\.randomUUID\\(.*", "kotlin/uuid/Uuid\\$Companion\\.random\\(.*"),
            Rule.of(
                    THREAD,
                    "java/lang/Thread(\\$Builder.*)?\\..*",
                    "java/lang/Object\\.(wait|notify|notifyAll)\\(.*",
                    "java/util/Timer\\.<init>\\(.*",
                    "java/util/concurrent/(Scheduled)?Executor(s|Service|CompletionService)?\\..*",
                    "java/util/concurrent/(ThreadPoolExecutor|ScheduledThreadPoolExecutor|ForkJoinPool)\\..*",
                    "java/util/concurrent/CompletableFuture\\.(\\w*Async|get|join|orTimeout)\\(.*",
                    "java/util/concurrent/Future\\.get\\(.*",
                    "java/util/concurrent/(CountDownLatch|CyclicBarrier|Phaser)\\.await\\w*\\(.*",
                    "java/util/concurrent/Semaphore\\.(acquire|tryAcquire)\\w*\\(.*",
                    "java/util/concurrent/\\w+Queue\\.(take|put)\\(.*",
                    "java/util/concurrent/TimeUnit\\.(sleep|timedJoin|timedWait)\\(.*",
                    "java/util/concurrent/locks/LockSupport\\.park\\w*\\(.*",
                    "java/util/\\w+\\.parallelStream\\(.*",
                    "java/util/stream/\\w+\\.parallel\\(.*",
                    "kotlin/concurrent/(ThreadsKt|TimersKt)\\w*\\..*",
                    "kotlinx/coroutines/(BuildersKt\\w*|DelayKt|CoroutineScopeKt|AwaitKt|SupervisorKt|TimeoutKt)\\..*",
                    "kotlinx/coroutines/(Job|Deferred)\\.(join|await)\\(.*"),
            Rule.of(
                    IO,
                    "java/io/(FileInputStream|FileOutputStream|FileReader|FileWriter|RandomAccessFile)\\.<init>\\(.*",
                    "java/io/(PrintWriter|PrintStream)\\.<init>\\(Ljava/(lang/String|io/File);.*",
                    "java/io/File\\.(can|create|delete|exists|is(File|Directory|Hidden)|last|length|list|mkdir|rename|set|"
                            + "get(Free|Total|Usable)Space|getCanonical)\\w*\\(.*",
                    "java/io/Console\\..*",
                    "java/nio/file/Files\\..*",
                    "java/nio/file/Path\\.toRealPath\\(.*",
                    "java/nio/channels/\\w+Channel\\.open\\(.*",
                    "java/net/(Datagram|Server|Multicast)?Socket\\.<init>\\(.*",
                    "java/net/URL\\.(open\\w+|getContent)\\(.*",
                    "java/net/URLConnection\\..*",
                    "java/net/InetAddress\\.get(By|All|Local)\\w+\\(.*",
                    "java/net/NetworkInterface\\..*",
                    "java/net/http/HttpClient\\..*",
                    "java/sql/(DriverManager|Connection|\\w*Statement|ResultSet)\\..*",
                    "javax/sql/.*",
                    "java/lang/ProcessBuilder\\.start\\w*\\(.*",
                    "java/lang/Runtime\\.exec\\(.*",
                    "kotlin/io/FilesKt\\w*\\.(read|write|append|forEachLine|use|copy|delete|walk|inputStream)\\w*\\(.*",
                    "kotlin/io/path/PathsKt\\w*\\.(read|write|append|copy|delete|walk|create|list)\\w*\\(.*",
                    "kotlin/io/ConsoleKt\\.read\\w*\\(.*",
                    "kotlin/io/TextStreamsKt\\.readText\\(Ljava/net/URL;.*"),
            Rule.of(
                    ENVIRONMENT,
                    "java/lang/System\\.(getenv|getProperty|getProperties|setProperty|clearProperty)\\(.*",
                    "java/lang/(Boolean\\.getBoolean|Integer\\.getInteger|Long\\.getLong)\\(.*",
                    "java/lang/Runtime\\..*",
                    "java/lang/ProcessHandle\\..*",
                    "java/lang/management/ManagementFactory\\..*",
                    "java/util/(Locale|TimeZone)\\.[gs]etDefault\\(.*",
                    "java/time/ZoneId\\.systemDefault\\(.*",
                    "java/nio/charset/Charset\\.defaultCharset\\(.*"),
            Rule.of(
                    THREAD_LOCAL,
                    "java/lang/(Inheritable)?ThreadLocal\\.(get|set|remove)\\(.*",
                    "java/lang/ScopedValue\\.(get|orElse\\w*|isBound)\\(.*",
                    "org/slf4j/MDC\\..*",
                    "org/apache/logging/log4j/(Close)?ThreadContext\\..*",
                    "kotlin/concurrent/ThreadLocal.*"),
            Rule.of(IDENTITY_HASH, "java/lang/System\\.identityHashCode\\(.*"));

    private ForbiddenCalls() {}

    static @Nullable Nondeterminism call(String owner, String name, String descriptor) {
        String signature = owner + "." + Code.sourceName(name) + descriptor;
        for (Rule rule : RULES) {
            if (rule.call.matcher(signature).matches()) return rule.kind;
        }
        return null;
    }

    static @Nullable Nondeterminism field(String owner, String name) {
        if (owner.equals("kotlin/random/Random") && name.equals("Default")) return RANDOM;
        if (owner.equals("java/lang/System") && name.equals("in")) return IO;
        return null;
    }
}
