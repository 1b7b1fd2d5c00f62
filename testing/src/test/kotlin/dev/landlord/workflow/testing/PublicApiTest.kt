package dev.landlord.workflow.testing

import dev.landlord.workflow.structure.keepsItsPublicApi
import io.kotest.core.spec.style.FunSpec

class PublicApiTest : FunSpec({ keepsItsPublicApi() })
