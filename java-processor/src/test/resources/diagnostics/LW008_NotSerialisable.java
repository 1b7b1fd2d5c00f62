import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.landlord.workflow.*;
import dev.landlord.workflow.java.*;
import dev.restate.serde.TypeRef;
import java.util.*;

@LandlordWorkflow
public class NotSerialisable implements WorkflowBody<Thread, Object> {
    public static class Losing {
        private final String name = "";
    }

    public record Holder(List<Losing> parts) {}

    public interface Open {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME)
    public sealed interface Closed {
        record One(Date at) implements Closed {}
    }

    public record Box<T>(T value) {}

    public final Signal<Losing> losing = null;
    public final Signal<Holder> holder = null;
    public final Query<Open> open = null;
    public final Query<Closed> closed = null;
    public final Promise<Box<String>> boxed = null;
    public final Approval<Map<Holder, String>> keys = null;
    public final Approval<List<?>> any = null;
    public final Signal<List> raw = null;
    public final Signal<List<Void>> nothings = null;
    public final Signal rawSignal = null;
    public final Signal<kotlin.time.Duration> pause = null;
    public final Signal<Optional<String>> maybe = null;
    public final Signal<TreeMap<String, String>> sorted = null;
    public final Signal<ByClass> byClass = null;

    public Object run(Workflow wf, Thread input) {
        return input;
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.CLASS)
    public sealed interface ByClass {
        record Two(int a) implements ByClass {}
    }
}
