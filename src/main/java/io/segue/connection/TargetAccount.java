package io.segue.connection;

import io.segue.platform.Secret;
import java.util.List;

/** The port to what an access token can tell of its account. Implemented by the vendor's room. */
public interface TargetAccount {

    /** Checks step by step whether this token can bring segments into this environment; every end is a step. */
    CheckResult check(String clientSideId, Secret accessToken);

    /** The environments that the token can see; ends in a {@link VendorException} when it cannot. */
    List<TargetEnvironment> environments(Secret accessToken);

    /** Whether the vendor holds this key in this segment now; ends in a {@link VendorException} when it does not say. */
    boolean isMember(TargetPlace segment, String key, Secret accessToken);
}
