package io.segue.platform.outbound;

import java.net.InetAddress;

/** A URL, and the one IP address that its host was found at and that may be called: nothing is looked up again. */
record CheckedAddress(String host, int port, boolean isTls, String path, InetAddress ip) {

    private static final int HTTPS = 443;
    private static final int HTTP = 80;

    static int usualPort(boolean isTls) {
        return isTls ? HTTPS : HTTP;
    }
}
