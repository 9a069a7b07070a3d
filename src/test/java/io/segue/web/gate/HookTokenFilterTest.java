package io.segue.web.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.jboss.logmanager.ExtLogRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HookTokenFilterTest {

    private static final String TOKEN = "Zo08_TZ374Gcpy1NGqZSuLak8ZVg3Q8-SJJSI3Rclkk";

    private final HookTokenFilter filter = new HookTokenFilter();

    @Test
    void leavesTheTokenOutOfWhatTheFrameworkSays() {
        ExtLogRecord record = new ExtLogRecord(
                Level.SEVERE,
                "HTTP Request to %s failed, error id: %s",
                ExtLogRecord.FormatStyle.PRINTF,
                HookTokenFilterTest.class.getName());
        record.setParameters(new Object[] {"/hooks/heap/" + TOKEN, "id"});

        assertThat(filter.isLoggable(record)).isTrue();
        assertThat(record.getFormattedMessage()).isEqualTo("HTTP Request to /hooks/heap/*** failed, error id: id");
        assertThat(record.getParameters()).isNull();
    }

    @Test
    void leavesOutEachTokenOfAMessage() {
        ExtLogRecord record = said("/hooks/heap/" + TOKEN + "?x=%s and https://s.test/hooks/launchdarkly/abc");

        assertThat(filter.isLoggable(record)).isTrue();
        assertThat(record.getFormattedMessage())
                .isEqualTo("/hooks/heap/***?x=%s and https://s.test/hooks/launchdarkly/***");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "A run ended", "100% of /hooks are fine"})
    void leavesEverythingElseAsItIs(String text) {
        ExtLogRecord record = said(text);

        assertThat(filter.isLoggable(record)).isTrue();
        assertThat(record.getFormattedMessage()).isEqualTo(text);
    }

    private static ExtLogRecord said(String text) {
        return ExtLogRecord.wrap(new LogRecord(Level.INFO, text));
    }
}
