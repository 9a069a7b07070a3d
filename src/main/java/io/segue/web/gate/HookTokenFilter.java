package io.segue.web.gate;

import io.quarkus.logging.LoggingFilter;
import java.util.logging.Filter;
import java.util.logging.LogRecord;
import java.util.regex.Pattern;
import org.jboss.logmanager.ExtLogRecord;

/** Keeps the tokens of webhook URLs out of the log, whoever writes one: the framework names the address that failed. */
@LoggingFilter(name = "hook-tokens")
public final class HookTokenFilter implements Filter {

    private static final Pattern TOKEN = Pattern.compile("(" + HookGate.PATH + "[a-z]+/)[A-Za-z0-9_-]+");

    @Override
    public boolean isLoggable(LogRecord entry) {
        ExtLogRecord record = ExtLogRecord.wrap(entry);
        String text = record.getFormattedMessage();
        if (text != null && text.contains(HookGate.PATH)) {
            record.setMessage(TOKEN.matcher(text).replaceAll("$1***"), ExtLogRecord.FormatStyle.NO_FORMAT);
            record.setParameters(null);
        }
        return true;
    }
}
