package io.segue.flags;

import io.segue.web.ProblemException;
import io.segue.web.catalogue.ErrorCode;
import java.util.regex.Pattern;

/** A Heap environment, where something is written to. */
public record HeapPlace(String appId, HeapRegion region) {

    private static final Pattern APP_ID = Pattern.compile("[0-9]{1,19}");

    public HeapPlace {
        appId = appId.strip();
        if (!APP_ID.matcher(appId).matches()) {
            throw new ProblemException(
                    ErrorCode.INVALID_REQUEST,
                    422,
                    "Cannot be used",
                    "Reading the app ID: expected the digits that Heap shows as the environment ID (Account, Manage,"
                            + " Projects), got \"" + appId + "\".");
        }
    }
}
