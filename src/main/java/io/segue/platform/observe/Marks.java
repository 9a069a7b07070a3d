package io.segue.platform.observe;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jboss.logging.MDC;
import org.jspecify.annotations.Nullable;

/**
 * What the log lines of a piece of work carry beside their text, so that they can be found: ids only, never a name, a key,
 * a token or a body. Used by the thread that does the work.
 */
public final class Marks implements AutoCloseable {

    public static final String TENANT = "tenant";
    public static final String SEGMENT = "segment";
    public static final String RUN = "run";

    static final Marks NONE = new Marks();

    private final Map<String, String> mine = new LinkedHashMap<>();
    private final Map<String, @Nullable Object> before = new LinkedHashMap<>();

    public static Marks of(String key, String value) {
        return new Marks().and(key, value);
    }

    public Marks and(String key, String value) {
        mine.put(key, value);
        before.putIfAbsent(key, MDC.get(key));
        MDC.put(key, value);
        return this;
    }

    /** The same marks on another thread, while it does this. */
    public Runnable on(Runnable work) {
        return () -> {
            Marks there = new Marks();
            mine.forEach(there::and);
            try (there) {
                work.run();
            }
        };
    }

    @Override
    public void close() {
        before.forEach((key, value) -> {
            if (value == null) {
                MDC.remove(key);
            } else {
                MDC.put(key, value);
            }
        });
    }
}
