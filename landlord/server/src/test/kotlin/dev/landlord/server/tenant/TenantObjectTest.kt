package dev.landlord.server.tenant

import dev.landlord.workflow.testing.server.ServerMode

class TenantLifecycleTest : TenantLifecycleContract(ServerMode.NORMAL)

/** The same, replayed whenever anything waits. */
class TenantLifecycleReplayTest : TenantLifecycleContract(ServerMode.ALWAYS_REPLAY)

class TenantChangeTest : TenantChangeContract(ServerMode.NORMAL)

/** The same, replayed whenever anything waits. */
class TenantChangeReplayTest : TenantChangeContract(ServerMode.ALWAYS_REPLAY)
