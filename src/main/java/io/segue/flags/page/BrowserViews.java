package io.segue.flags.page;

import io.segue.connection.ConnectionSummary;
import io.segue.flags.Flag;
import io.segue.flags.KnownFlags;
import io.segue.flags.KnownFlags.Read;
import io.segue.flags.choice.Budget;
import io.segue.flags.choice.Choice;
import io.segue.flags.choice.Choices;
import io.segue.flags.choice.ReporterOptions;
import io.segue.flags.choice.SavedChoice;
import io.segue.flags.page.BrowserView.Version;
import io.segue.flags.reporter.ReporterFiles;
import io.segue.tenant.CurrentTenant;
import io.segue.web.ProblemException;
import io.segue.web.catalogue.ShownError;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Gathers what the page "In the browser" shows. */
@ApplicationScoped
class BrowserViews {

    /** More are found by searching. */
    private static final int OTHERS_SHOWN = 200;

    private static final int VERSIONS_SHOWN = 20;

    private final KnownFlags flags;
    private final Choices choices;
    private final ReporterFiles reporter;
    private final CurrentTenant tenant;
    private final String base;

    BrowserViews(
            KnownFlags flags,
            Choices choices,
            ReporterFiles reporter,
            CurrentTenant tenant,
            @ConfigProperty(name = "segue.url") String base) {
        this.flags = flags;
        this.choices = choices;
        this.reporter = reporter;
        this.tenant = tenant;
        this.base = base;
    }

    /** As it was saved last. */
    BrowserView saved(Places places, String find) {
        SavedChoice saved = choices.current(tenant.id(), places.chosen().number());
        FlagForm form = FlagForm.of(places.chosen().id(), saved.version(), saved.choice(), find);
        return view(places, form, saved.choice(), saved, Optional.empty());
    }

    /** As it stands in a form that is not saved. */
    BrowserView drafted(Places places, FlagForm form, Optional<ShownError> error) {
        SavedChoice saved = choices.current(tenant.id(), places.chosen().number());
        try {
            return view(places, form, form.choice(), saved, error);
        } catch (ProblemException e) {
            return view(places, form, usable(form), saved, error.or(() -> Optional.of(e.shown())));
        }
    }

    /** The page is shown again with what was typed; what cannot be counts for nothing in its figures. */
    private static Choice usable(FlagForm form) {
        return new Choice(
                form.flags().stream()
                        .filter(Flag::isKey)
                        .limit(Choice.MOST_FLAGS)
                        .toList(),
                Map.of(),
                ReporterOptions.USUAL);
    }

    private BrowserView view(
            Places places, FlagForm form, Choice choice, SavedChoice saved, Optional<ShownError> error) {
        ConnectionSummary connection = places.chosen();
        Read read = flags.of(tenant.id(), connection);
        Optional<Budget> budget =
                read.problem().isEmpty() ? Optional.of(Budget.of(choice, read::find)) : Optional.empty();
        List<Flag> others = others(read, choice, form.find());
        boolean isDraft = !saved.choice().equals(choice) || error.isPresent();
        return new BrowserView(
                places,
                tenant.canEdit(),
                read,
                form,
                saved,
                isDraft,
                choice.flags().stream().map(key -> row(key, read, form, budget)).toList(),
                others.stream()
                        .limit(OTHERS_SHOWN)
                        .map(flag -> row(flag.key(), read, form, budget))
                        .toList(),
                Math.max(0, others.size() - OTHERS_SHOWN),
                budget,
                choice.flags().isEmpty() ? Optional.empty() : Optional.of(Snippet.of(choice, base, reporter.script())),
                reporter.script().path(),
                choices.history(tenant.id(), connection.number(), VERSIONS_SHOWN).stream()
                        .map(version -> new Version(
                                version, String.join(", ", version.choice().flags())))
                        .toList(),
                error);
    }

    private static FlagRow row(String key, Read read, FlagForm form, Optional<Budget> budget) {
        return new FlagRow(
                key,
                read.find(key),
                form.fieldsOf(key).orElse(""),
                budget.map(all -> all.of().get(key)),
                budget.map(all -> all.omitted().contains(key)).orElse(false));
    }

    private static List<Flag> others(Read read, Choice choice, String find) {
        Set<String> chosen = new HashSet<>(choice.flags());
        return read.named(find).stream()
                .filter(flag -> !chosen.contains(flag.key()))
                .toList();
    }
}
