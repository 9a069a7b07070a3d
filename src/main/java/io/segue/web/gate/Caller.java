package io.segue.web.gate;

import io.segue.platform.Tokens;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** Who calls; only a hash of the token, so that what is remembered has one size. */
public record Caller(String address, String tokenHash) {

    /** A literal one: nothing is ever looked up. */
    private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F.]*:[0-9a-fA-F:.]*");

    static Caller of(String address, String token) {
        return new Caller(network(address), HexFormat.of().formatHex(Tokens.hash(token)));
    }

    /** Whoever has one IPv6 address usually has the 2^64 beside it. */
    private static String network(String address) {
        if (!IPV6.matcher(address).matches()) {
            return address;
        }
        try {
            byte[] bytes = InetAddress.getByName(address).getAddress();
            return bytes.length == 16 ? HexFormat.of().formatHex(bytes, 0, 8) : address;
        } catch (UnknownHostException e) {
            return address;
        }
    }

    String key() {
        return address + " " + tokenHash;
    }
}
