package dev.landlord.benchmarks.sidebyside;

import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.management.ThreadMXBean;
import java.util.Locale;
import javax.management.MBeanServerConnection;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** What a JVM holds after a garbage collection. */
record ProcessState(double heapMegabytes, int threads) {
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "heap %.1f MB, %d threads", heapMegabytes, threads);
    }

    /** Reads the state of one JVM. Each connection takes threads of that JVM, so there is one for all readings. */
    static final class Reader implements AutoCloseable {
        private final JMXConnector connector;
        private final MemoryMXBean memory;
        private final ThreadMXBean threads;

        /** Connects to the JVM with this process id. */
        Reader(long id) throws Exception {
            VirtualMachine jvm = VirtualMachine.attach(Long.toString(id));
            try {
                connector = JMXConnectorFactory.connect(new JMXServiceURL(jvm.startLocalManagementAgent()));
            } finally {
                jvm.detach();
            }
            MBeanServerConnection beans = connector.getMBeanServerConnection();
            memory = ManagementFactory.getPlatformMXBean(beans, MemoryMXBean.class);
            threads = ManagementFactory.getPlatformMXBean(beans, ThreadMXBean.class);
        }

        /** Collects the garbage first. */
        ProcessState read() {
            memory.gc();
            return new ProcessState(memory.getHeapMemoryUsage().getUsed() / 1e6, threads.getThreadCount());
        }

        @Override
        public void close() throws IOException {
            connector.close();
        }
    }
}
