package acme.types

@kotlinx.serialization.Serializable class Object

@kotlinx.serialization.Serializable class List

@kotlinx.serialization.Serializable class Int

@kotlinx.serialization.Serializable class Duration

@kotlinx.serialization.Serializable class Request

@kotlinx.serialization.Serializable class Payload

@kotlinx.serialization.Serializable class Signal

@kotlinx.serialization.Serializable class Approval

@kotlinx.serialization.Serializable class Shared

@kotlinx.serialization.Serializable class Workflow

@kotlinx.serialization.Serializable class WorkflowContext

@kotlinx.serialization.Serializable class Run

@kotlinx.serialization.Serializable class Submission

@kotlinx.serialization.Serializable class Override

@kotlinx.serialization.Serializable class Optional

@kotlinx.serialization.Serializable class CompletableFuture

@kotlinx.serialization.Serializable class JvmField

@kotlinx.serialization.Serializable class AutoCloseable

@kotlinx.serialization.Serializable class WorkflowService

@kotlinx.serialization.Serializable class RunClient

@kotlinx.serialization.Serializable class Serde

@kotlinx.serialization.Serializable class Context

@kotlinx.serialization.Serializable class Requests

@kotlinx.serialization.Serializable class Metadata

@kotlinx.serialization.Serializable class Companion

@kotlinx.serialization.Serializable class Deprecated

@kotlinx.serialization.Serializable class Array

@kotlinx.serialization.Serializable class Scope

@kotlinx.serialization.Serializable class RunRequests

@kotlinx.serialization.Serializable class ClientConnection
