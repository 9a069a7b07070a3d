package io.segue.alert.notice;

import io.segue.alert.EventType;
import io.segue.alert.Level;
import java.util.Map;
import java.util.Optional;

/**
 * What is to be told, before it is written down.
 *
 * @param kind of an alert its kind, else a word for what it is
 * @param path of the page that shows it, below this installation's address
 * @param data what goes into the event of a signed webhook, beside its type and time
 */
public record Notice(
        EventType event,
        String kind,
        Optional<Level> level,
        Optional<Long> alert,
        Optional<Long> run,
        String title,
        String detail,
        String path,
        Map<String, Object> data) {

    public Notice {
        data = Map.copyOf(data);
    }
}
