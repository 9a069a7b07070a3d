package io.segue.platform.http;

import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Why a call got no answer, in words that can be shown. */
public final class Breakage {

    private Breakage() {}

    /** To stand behind "expected an answer, but". */
    public static String reason(String vendor, Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = next(cause)) {
            if (cause instanceof UnknownHostException || cause instanceof UnresolvedAddressException) {
                return vendor + "'s name was not found (DNS)";
            }
            if (cause instanceof SSLException) {
                return "the secure connection (TLS) could not be made";
            }
            if (cause instanceof TimeoutException || cause instanceof HttpTimeoutException) {
                return "none came in time";
            }
            if (cause instanceof ConnectException && cause.getCause() == null) {
                return "nothing accepted the connection";
            }
        }
        return "the connection broke";
    }

    private static @Nullable Throwable next(Throwable cause) {
        return cause.getCause() == cause ? null : cause.getCause();
    }
}
