package io.segue.flags.page;

import io.segue.flags.KnownFlags;
import io.segue.flags.choice.Budget;
import io.segue.flags.choice.SavedChoice;
import io.segue.web.catalogue.ShownError;
import java.util.List;
import java.util.Optional;

/**
 * The page "In the browser".
 *
 * @param saved the latest choice
 * @param isDraft whether the form holds something else than the latest choice
 * @param others flags that are not chosen, as many as the page shows
 * @param hidden how many more there are
 */
public record BrowserView(
        Places places,
        boolean canEdit,
        KnownFlags.Read read,
        FlagForm form,
        SavedChoice saved,
        boolean isDraft,
        List<FlagRow> chosen,
        List<FlagRow> others,
        int hidden,
        Optional<Budget> budget,
        Optional<Snippet> snippet,
        String reporterPath,
        List<Version> history,
        Optional<ShownError> error) {

    /** One choice of the past. */
    public record Version(SavedChoice saved, String flags) {}

    public BrowserView {
        chosen = List.copyOf(chosen);
        others = List.copyOf(others);
        history = List.copyOf(history);
    }

    public boolean hasError() {
        return error.isPresent();
    }

    /** Of the chosen ones, those that no browser is given. */
    public long serverOnly() {
        return chosen.stream()
                .filter(row -> row.flag().isPresent() && !row.inBrowsers())
                .count();
    }

    /** The right to see the project, to be added to what the token may do. */
    public String readPolicy() {
        return """
                {
                  "effect": "allow",
                  "actions": ["viewProject"],
                  "resources": ["proj/%s"]
                }""".formatted(places.chosen().projectKey().orElse("*"));
    }

    /** Shows Heap's cookie in a browser's console, classic or version 5. */
    public String checkLine() {
        return "document.cookie.split('; ').filter(c => /^_hp(2_|5_event_)props/.test(c)).map(decodeURIComponent)";
    }
}
