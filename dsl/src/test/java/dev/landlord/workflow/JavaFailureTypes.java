package dev.landlord.workflow;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.util.List;

/** Business failures that are written in Java. */
@SuppressWarnings("serial")
public final class JavaFailureTypes {
    private JavaFailureTypes() {}

    /** Values of several types, and one with the name of a field of its superclass. */
    public static final class Annotated extends BusinessFailure {
        private final int code;
        private final List<Duration> waits;

        @JsonCreator
        public Annotated(@JsonProperty("code") int code, @JsonProperty("waits") List<Duration> waits) {
            this.code = code;
            this.waits = waits;
        }

        @Override
        public String getMessage() {
            return code + " after " + waits;
        }

        @Override
        public int getStatus() {
            return 422;
        }
    }

    /** Its fields are set. */
    public static final class WithFields extends BusinessFailure {
        public String what;

        @Override
        public String getMessage() {
            return "no " + what;
        }
    }

    /** Without a value. */
    public static final class Empty extends BusinessFailure {
        @Override
        public String getMessage() {
            return "empty";
        }
    }

    /** Jackson does not know the name of the parameter. */
    public static final class Nameless extends BusinessFailure {
        private final int limit;

        public Nameless(int limit) {
            this.limit = limit;
        }

        @Override
        public String getMessage() {
            return "at most " + limit;
        }
    }
}
