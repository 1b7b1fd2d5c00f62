package dev.landlord.workflow.ksp

import com.google.devtools.ksp.processing.SymbolProcessor
import com.google.devtools.ksp.processing.SymbolProcessorEnvironment
import com.google.devtools.ksp.processing.SymbolProcessorProvider

/** Creates the processor. KSP finds this class through `META-INF/services`. */
public class LandlordProcessorProvider : SymbolProcessorProvider {
    override fun create(environment: SymbolProcessorEnvironment): SymbolProcessor =
        LandlordProcessor(environment.codeGenerator, environment.logger, environment.options)
}
