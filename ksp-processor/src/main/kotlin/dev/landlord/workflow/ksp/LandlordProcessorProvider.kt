package dev.landlord.workflow.ksp

import com.google.devtools.ksp.processing.SymbolProcessor
import com.google.devtools.ksp.processing.SymbolProcessorEnvironment
import com.google.devtools.ksp.processing.SymbolProcessorProvider

/** Where KSP begins; found through `META-INF/services`. */
public class LandlordProcessorProvider : SymbolProcessorProvider {
    override fun create(environment: SymbolProcessorEnvironment): SymbolProcessor =
        LandlordProcessor(environment.codeGenerator, environment.logger, environment.options)
}
