package io.segue.flags;

import io.segue.connection.CheckStep;
import io.segue.platform.Secret;
import java.util.List;

/** The port to flag values of many users at once. Implemented by the vendor's room. */
public interface FlagEvaluator {

    /** Checks step by step whether an SDK key is one, and of this environment; every end is a step. */
    List<CheckStep> check(String clientSideId, Secret sdkKey);

    /** The rules of the key's environment as they are now; ends in a {@link io.segue.connection.VendorException}. */
    FlagEvaluation open(Secret sdkKey);
}
