package io.segue.alert.watch;

import io.segue.alert.AlertKind;
import java.util.Optional;

/**
 * Something that is wrong just now, whether it is told of or not.
 *
 * @param subject what it is about, the same as long as it goes on, such as "connection:12"
 * @param measure in the unit of its kind
 * @param path of the page that shows it, below the tenant's
 * @param error its code in the error catalogue
 */
record Condition(
        AlertKind kind,
        String subject,
        long measure,
        String title,
        String detail,
        String path,
        Optional<String> error) {

    /** What stands for all those of a kind that are too many to be told of one by one. */
    static final String MANY = "many";
}
