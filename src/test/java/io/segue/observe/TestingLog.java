package io.segue.observe;

import io.segue.web.gate.HookTokenFilter;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jboss.logmanager.ExtHandler;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.Level;
import org.jboss.logmanager.LogContext;

/** Every line of the log from now on, as the console would write it, at whatever level. */
final class TestingLog extends ExtHandler implements AutoCloseable {

    /** They are of the test's own clients and servers, which know the secrets. */
    private static final List<String> OURS_IN_TESTS = List.of("org.apache.http", "io.restassured", "jdk.httpserver");

    private final List<Line> lines = new CopyOnWriteArrayList<>();

    /** A line, with its exception and its marks. */
    record Line(String logger, String text, Map<String, String> marks) {}

    static TestingLog listen() {
        TestingLog log = new TestingLog();
        log.setLevel(Level.ALL);
        log.setFilter(new HookTokenFilter());
        LogContext.getLogContext().getLogger("").addHandler(log);
        return log;
    }

    List<Line> lines() {
        return lines;
    }

    @Override
    protected void doPublish(ExtLogRecord record) {
        String logger = String.valueOf(record.getLoggerName());
        if (OURS_IN_TESTS.stream().noneMatch(logger::startsWith)) {
            lines.add(new Line(logger, record.getFormattedMessage() + thrown(record), record.getMdcCopy()));
        }
    }

    private static String thrown(ExtLogRecord record) {
        if (record.getThrown() == null) {
            return "";
        }
        StringWriter text = new StringWriter();
        record.getThrown().printStackTrace(new PrintWriter(text));
        return "\n" + text;
    }

    @Override
    public void close() {
        LogContext.getLogContext().getLogger("").removeHandler(this);
    }
}
