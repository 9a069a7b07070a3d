package io.segue.configuration;

import io.segue.configuration.plan.Step;
import io.segue.web.ProblemException;
import io.segue.web.catalogue.ErrorCode;
import io.segue.web.catalogue.ShownError;
import java.util.Optional;

/**
 * How a step ended.
 *
 * @param failure empty: it happened; else nothing of it did
 */
record Outcome(Step step, Optional<ShownError> failure) {

    static Outcome done(Step step) {
        return new Outcome(step, Optional.empty());
    }

    static Outcome failed(Step step, ProblemException why) {
        return new Outcome(step, Optional.of(new ShownError(why.code(), why.detail())));
    }

    /** What went wrong on our side stands in the log under this reference, and nowhere else. */
    static Outcome broken(Step step, String reference) {
        return new Outcome(
                step,
                Optional.of(new ShownError(
                        ErrorCode.INTERNAL,
                        "The step was not carried out. Support can find the cause with the reference " + reference
                                + ".")));
    }
}
