package io.segue.flags.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.segue.api.version.Versioned;
import io.segue.flags.choice.Choice;
import io.segue.flags.choice.ReporterOptions;
import io.segue.flags.choice.SavedChoice;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A choice as the API shows and takes it.
 *
 * @param version of the latest; in a request, the one that the change is meant for
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "FlagChoice", description = "A choice as the API shows and takes it.")
public record ShownChoice(
        @Nullable Integer version,
        @Nullable List<String> flags,
        @Nullable Map<String, List<String>> fields,
        @Nullable String prefix,
        @Nullable Integer budget,
        @Nullable Boolean userProperties,
        @Nullable String userId,
        @Nullable String contextKind,
        @Nullable Boolean anonymous,
        @Nullable Boolean omittedProperty,
        @Nullable Boolean firstPageview,
        @Nullable String madeBy,
        @Nullable Instant madeAt)
        implements Versioned {

    /** Each version is saved once and never changed. */
    @Override
    public Object settings() {
        return List.of("choice", version == null ? 0 : version);
    }

    static ShownChoice of(SavedChoice saved) {
        Choice choice = saved.choice();
        ReporterOptions options = choice.options();
        return new ShownChoice(
                saved.version(),
                choice.flags(),
                choice.fields(),
                options.prefix(),
                options.budget(),
                options.userProperties(),
                options.userId(),
                options.contextKind(),
                options.anonymous(),
                options.omitted(),
                options.firstPageview(),
                saved.madeBy().orElse(null),
                saved.madeAt().orElse(null));
    }

    /** What is not named stays as it was. */
    Choice over(Choice before) {
        ReporterOptions options = before.options();
        return new Choice(
                or(flags, before.flags()),
                or(fields, before.fields()),
                new ReporterOptions(
                        or(prefix, options.prefix()),
                        or(budget, options.budget()),
                        or(userProperties, options.userProperties()),
                        or(userId, options.userId()),
                        or(contextKind, options.contextKind()),
                        or(anonymous, options.anonymous()),
                        or(omittedProperty, options.omitted()),
                        or(firstPageview, options.firstPageview())));
    }

    private static <T> T or(@Nullable T given, T otherwise) {
        return given == null ? otherwise : given;
    }
}
