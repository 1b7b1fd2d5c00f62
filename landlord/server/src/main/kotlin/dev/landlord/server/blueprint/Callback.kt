package dev.landlord.server.blueprint

import kotlinx.serialization.ExperimentalSerializationApi
import kotlinx.serialization.SerialName
import kotlinx.serialization.Serializable
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonIgnoreUnknownKeys
import kotlinx.serialization.json.JsonNull

/**
 * The result that an external system posts to the handler `callback` of an execution. Unknown
 * fields are ignored.
 *
 * @property step the name of the step that waits; the first callback for a step counts
 * @property output the result of the step
 * @property errorCode a code of the failure, for programs
 * @property errorMessage a description of the failure, for people
 */
@OptIn(ExperimentalSerializationApi::class)
@Serializable
@JsonIgnoreUnknownKeys
data class Callback(
    val step: String,
    val status: Status = Status.SUCCEEDED,
    val output: JsonElement = JsonNull,
    @SerialName("error_code") val errorCode: String? = null,
    @SerialName("error_message") val errorMessage: String? = null,
) {
    /** Whether the external system succeeded. */
    @Serializable
    enum class Status {
        @SerialName("succeeded") SUCCEEDED,
        @SerialName("failed") FAILED,
    }
}
