package io.segue.connection;

import io.segue.platform.Secret;
import io.segue.web.ProblemException;
import io.segue.web.catalogue.ErrorCode;
import java.util.regex.Pattern;

/** A connection that is asked for; whatever can be known to be wrong without asking LaunchDarkly is refused here. */
public record NewConnection(String name, Region region, String clientSideId, Secret accessToken) {

    private static final Pattern ENVIRONMENT = Pattern.compile("[0-9a-f]{24}");
    private static final Pattern TOKEN = Pattern.compile("[\\x21-\\x7e]{8,512}");
    private static final int LONGEST_NAME = 120;

    public NewConnection {
        name = checkedName(name);
        clientSideId = checkedClientSideId(clientSideId);
        if (!region.allowsSyncedSegments()) {
            throw unusable(
                    "LaunchDarkly does not offer segments synced from Heap on its EU and federal instances, so such"
                            + " a connection could never carry one. Choose the region us, with an environment of"
                            + " app.launchdarkly.com.");
        }
    }

    /** As pasted: texts of a form or a request, not yet looked at. */
    public static NewConnection of(String name, String region, String clientSideId, String accessToken) {
        return new NewConnection(name, Region.of(region), clientSideId, checkedToken(accessToken));
    }

    static String checkedName(String name) {
        String stripped = name.strip();
        if (stripped.isEmpty() || stripped.length() > LONGEST_NAME) {
            throw unusable("Naming the connection: expected 1 to " + LONGEST_NAME + " characters, got "
                    + stripped.length() + ".");
        }
        return stripped;
    }

    /** Says what was pasted instead, and never repeats it. */
    public static Secret checkedToken(String pasted) {
        String token = pasted.strip();
        String expected = "Reading the access token: expected one of LaunchDarkly’s API access tokens (it begins with"
                + " api-), got ";
        if (token.isEmpty()) {
            throw unusable(expected + "nothing.");
        }
        if (token.startsWith("sdk-")) {
            throw unusable(expected + "an SDK key (it begins with sdk-). It cannot write segments.");
        }
        if (token.startsWith("mob-")) {
            throw unusable(expected + "a mobile key (it begins with mob-). It cannot write segments.");
        }
        if (ENVIRONMENT.matcher(token).matches()) {
            throw unusable(expected + "a client-side ID (24 hexadecimal digits). That goes into the field beside it.");
        }
        if (!TOKEN.matcher(token).matches()) {
            throw unusable(expected + "a text of " + token.length()
                    + " characters with spaces or characters that no token has, or of a wrong length.");
        }
        return new Secret(token);
    }

    private static String checkedClientSideId(String pasted) {
        String id = pasted.strip();
        if (ENVIRONMENT.matcher(id).matches()) {
            return id;
        }
        String got = id.length() + " characters that are none";
        if (id.isEmpty()) {
            got = "nothing";
        } else if (id.startsWith("sdk-")) {
            got = "an SDK key";
        } else if (id.startsWith("mob-")) {
            got = "a mobile key";
        } else if (id.startsWith("api-")) {
            got = "an access token";
        }
        throw unusable(
                "Reading the client-side ID: expected the 24 hexadecimal digits (0-9, a-f) that the environment's"
                        + " settings in LaunchDarkly show, got " + got + ".");
    }

    static ProblemException unusable(String detail) {
        return new ProblemException(ErrorCode.CANNOT_BE_USED, 422, "Cannot be used", detail);
    }
}
