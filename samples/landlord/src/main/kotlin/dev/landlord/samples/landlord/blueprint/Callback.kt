package dev.landlord.samples.landlord.blueprint

import kotlinx.serialization.ExperimentalSerializationApi
import kotlinx.serialization.SerialName
import kotlinx.serialization.Serializable
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonIgnoreUnknownKeys
import kotlinx.serialization.json.JsonNull

/**
 * What something outside posts to the handler `callback` of an execution when it is done. Other
 * fields may be there, and are left alone.
 *
 * @property step the name of the step that waits for it; the first for a step counts
 * @property output the step's result
 * @property errorCode why it failed, for programs
 * @property errorMessage why it failed, for people
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
    /** How it went. */
    @Serializable
    enum class Status {
        @SerialName("succeeded") SUCCEEDED,
        @SerialName("failed") FAILED,
    }
}
