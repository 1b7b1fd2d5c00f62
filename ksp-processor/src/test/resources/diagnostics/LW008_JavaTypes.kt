import dev.landlord.workflow.*
import java.time.Duration
import java.util.Optional

@LandlordWorkflow
class Fine {
    val a by signal<Duration>()
    val b by signal<List<java.util.UUID>>()
    val c by signal<java.util.concurrent.TimeUnit>()
    val workflow = landlordWorkflow<java.math.BigDecimal, java.net.URI> { TODO() }
}

@LandlordWorkflow
class NotFine {
    val a by signal<Optional<String>>()
    val b by signal<List<Thread>>()
    val c by signal<com.google.devtools.ksp.processing.KSPJvmConfig.Builder>()
    val workflow = landlordWorkflow<org.opentest4j.ValueWrapper, Comparable<String>> { TODO() }
}
