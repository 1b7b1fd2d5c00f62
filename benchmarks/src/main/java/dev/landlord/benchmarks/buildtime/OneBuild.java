package dev.landlord.benchmarks.buildtime;

import com.google.devtools.ksp.impl.KotlinSymbolProcessing;
import com.google.devtools.ksp.processing.KSPJvmConfig;
import com.google.devtools.ksp.processing.KSPLogger;
import com.google.devtools.ksp.processing.KspGradleLogger;
import com.google.devtools.ksp.processing.SymbolProcessorProvider;
import dev.landlord.workflow.ksp.LandlordProcessorProvider;
import dev.restate.sdk.kotlin.gen.ServiceProcessorProvider;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Builds once, in a process of its own: javac with a processor, or KSP. Prints the milliseconds. */
public final class OneBuild {
    private OneBuild() {}

    /** The arguments are the {@link Processor}, and the number of workflows. */
    public static void main(String[] arguments) {
        try {
            System.exit(build(arguments) ? 0 : 1);
        } catch (Throwable failure) {
            // Threads of KSP would keep the process alive.
            failure.printStackTrace();
            System.exit(1);
        }
    }

    private static boolean build(String[] arguments) throws IOException {
        Processor processor = Processor.valueOf(arguments[0]);
        int number = Integer.parseInt(arguments[1]);
        Path folder = Files.createTempDirectory("build-time");
        Path sources = Files.createDirectory(folder.resolve("src"));
        List<Path> files = new ArrayList<>();
        for (int n = 0; n < number; n++) {
            files.add(
                    Files.writeString(sources.resolve("Parcels" + n + "." + processor.extension), processor.source(n)));
        }
        long start = System.nanoTime();
        boolean isBuilt = processor.extension.equals("java") ? javac(processor, folder, files) : ksp(processor, folder);
        long millis = (System.nanoTime() - start) / 1_000_000;
        if (isBuilt) {
            System.out.println("took " + millis);
        }
        return isBuilt;
    }

    private static boolean javac(Processor processor, Path folder, List<Path> files) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        String generator = processor == Processor.JAVA_WORKFLOW
                ? "dev.landlord.workflow.apt.LandlordJavaProcessor"
                : "dev.restate.sdk.gen.ServiceProcessor";
        List<String> options = List.of(
                "-processor",
                generator,
                "--release",
                "17",
                "-classpath",
                System.getProperty("java.class.path"),
                "-d",
                Files.createDirectory(folder.resolve("classes")).toString());
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
            return compiler.getTask(null, manager, null, options, null, manager.getJavaFileObjectsFromPaths(files))
                    .call();
        }
    }

    private static boolean ksp(Processor processor, Path folder) throws IOException {
        List<SymbolProcessorProvider> providers = processor == Processor.KOTLIN_WORKFLOW
                ? List.of(new LandlordProcessorProvider(), new ServiceProcessorProvider())
                : List.of(new ServiceProcessorProvider());
        KSPLogger errors = new KspGradleLogger(KspGradleLogger.LOGGING_LEVEL_ERROR);
        return new KotlinSymbolProcessing(config(folder), providers, errors).execute()
                == KotlinSymbolProcessing.ExitCode.OK;
    }

    private static KSPJvmConfig config(Path folder) {
        KSPJvmConfig.Builder config = new KSPJvmConfig.Builder();
        File sources = folder.resolve("src").toFile();
        config.setModuleName("main");
        config.setSourceRoots(List.of(sources));
        config.setJavaSourceRoots(List.of(sources));
        config.setLibraries(Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(File::new)
                .toList());
        config.setJdkHome(new File(System.getProperty("java.home")));
        config.setJvmTarget("17");
        config.setLanguageVersion("2.4");
        config.setApiVersion("2.4");
        config.setProjectBaseDir(folder.toFile());
        config.setOutputBaseDir(folder.resolve("out").toFile());
        config.setCachesDir(folder.resolve("caches").toFile());
        config.setClassOutputDir(folder.resolve("out/classes").toFile());
        config.setKotlinOutputDir(folder.resolve("out/kotlin").toFile());
        config.setJavaOutputDir(folder.resolve("out/java").toFile());
        config.setResourceOutputDir(folder.resolve("out/resources").toFile());
        return config.build();
    }
}
