@file:OptIn(Preview::class, Early::class)

import dev.landlord.workflow.*
import kotlinx.serialization.Serializable

@RequiresOptIn annotation class Preview

@RequiresOptIn(level = RequiresOptIn.Level.ERROR) annotation class Early

@RequiresOptIn(level = RequiresOptIn.Level.WARNING) annotation class Beta

@Preview @Serializable class Budget(val size: Int)

@Early
object Api {
    @Serializable class Size(val size: Int)
}

@OptIn(Beta::class) @Beta @Serializable class Fine(val size: Int)

@OptIn(Beta::class)
@LandlordWorkflow
class Order {
    val finance by approval<Budget>()
    val sized by signal<Map<String, Api.Size>>()
    val fine by query<Fine>()
    val workflow = landlordWorkflow<List<Budget?>, String> { "" }
}
