package dev.landlord.benchmarks

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.doubles.shouldBeGreaterThan
import org.openjdk.jmh.runner.Runner
import org.openjdk.jmh.runner.options.OptionsBuilder
import org.openjdk.jmh.runner.options.TimeValue

/** A short run of it, so that a build shows when the bound is lost. */
class ReplayBenchmarkTest :
    FunSpec({
        test("a ten-step workflow is replayed 20,000 times a second and more, on one thread") {
            val options =
                OptionsBuilder()
                    .include("ReplayBenchmark.replay$")
                    .forks(0)
                    .threads(1)
                    .warmupIterations(2)
                    .warmupTime(TimeValue.seconds(1))
                    .measurementIterations(2)
                    .measurementTime(TimeValue.seconds(1))
                    .build()
            Runner(options).runSingle().primaryResult.score shouldBeGreaterThan 20_000.0
        }
    })
