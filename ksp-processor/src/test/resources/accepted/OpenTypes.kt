package acme.open

import dev.landlord.workflow.*
import kotlinx.serialization.Serializable

@Serializable open class Animal(val name: String = "")

@Serializable sealed interface Shape

@Serializable class Circle(val radius: Int) : Shape

@Serializable class Box<T>(val content: T)

@LandlordWorkflow
class Zoo {
    val animals by signal<List<Animal>>()
    val byName by signal<Map<String, List<Animal>>>()
    val shapes by query<Set<Shape>>()
    val cages by promise<List<List<Animal>>>()
    val boxes by approval<List<Box<out Animal>>>()
    val pairs by query<Pair<Animal, Triple<Shape, Animal?, List<Shape?>>>>()
    val entry by signal<Map.Entry<String, Animal>>()
    val workflow = landlordWorkflow<List<Animal>, Map<String, Animal>> { emptyMap() }
}
