import dev.landlord.workflow.*
import kotlinx.serialization.Serializable

@Serializable internal class Budget(val size: Int)

internal object Api {
    @Serializable class Size(val size: Int)
}

@Serializable private enum class Kind { A }

@LandlordWorkflow
class Order {
    val finance by approval<Budget>()
    val sized by signal<List<Api.Size>>()
    val workflow = landlordWorkflow<Kind, String> { "" }
}
