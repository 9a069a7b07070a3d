package io.segue.platform.outbound;

import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Finds where a URL leads, and refuses what is not on the open internet. A host that could be read as a number in more than
 * one way is refused as it is written: who reads it otherwise than we do, calls somebody else.
 */
@ApplicationScoped
public class AddressCheck {

    private static final int LONGEST = 2_000;
    private static final int MOST_PORT = 65_535;

    /** As browsers see it: whose last part is a number, decimal or hexadecimal, is an IPv4 address. */
    private static final Pattern NUMBER_LAST = Pattern.compile("(.*\\.)?([0-9]+|0[xX][0-9a-fA-F]*)\\.?");

    private static final Pattern IPV4 = Pattern.compile("((25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])(\\.(?!$)|$)){4}");

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9._-]{0,251}[A-Za-z0-9])?");

    private final Names names;
    private final Set<String> inside;

    AddressCheck(Names names, OutboundConfig config) {
        this.names = names;
        this.inside = Set.copyOf(config.inside().orElse(Set.of()));
    }

    /** Throws with the reason when it may not be called, or leads nowhere. */
    public void check(String url) throws RefusedAddressException {
        find(url);
    }

    CheckedAddress find(String url) throws RefusedAddressException {
        URI uri = parsed(url);
        String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
        boolean isTls = scheme.equals("https");
        if (!isTls && (!scheme.equals("http") || inside.isEmpty())) {
            throw new RefusedAddressException("it does not begin with https://");
        }
        if (uri.getRawUserInfo() != null) {
            throw new RefusedAddressException("it has a user or a password before the host");
        }
        String host = host(uri);
        int port = uri.getPort() == -1 ? CheckedAddress.usualPort(isTls) : uri.getPort();
        if (port < 1 || port > MOST_PORT) {
            throw new RefusedAddressException("its port is none");
        }
        String path = Optional.ofNullable(uri.getRawPath())
                .filter(raw -> !raw.isEmpty())
                .orElse("/");
        String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        return new CheckedAddress(host, port, isTls, path + query, allowed(lookUp(host), isTls));
    }

    private static URI parsed(String url) throws RefusedAddressException {
        String text = url.strip();
        if (text.length() > LONGEST) {
            throw new RefusedAddressException("it has more than " + LONGEST + " characters");
        }
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            throw new RefusedAddressException("it is no URL");
        }
    }

    private static String host(URI uri) throws RefusedAddressException {
        String host = uri.getHost();
        if (host == null || host.isEmpty()) {
            throw new RefusedAddressException("it names no host");
        }
        if (host.startsWith("[")) {
            if (host.contains("%")) {
                throw new RefusedAddressException("it names a zone of an address");
            }
            return host.substring(1, host.length() - 1);
        }
        if (NUMBER_LAST.matcher(host).matches() && !IPV4.matcher(host).matches()) {
            throw new RefusedAddressException("its host is a number that can be read in several ways");
        }
        if (!NAME.matcher(host).matches()) {
            throw new RefusedAddressException("its host is no name");
        }
        return host;
    }

    private List<InetAddress> lookUp(String host) throws RefusedAddressException {
        try {
            return names.lookUp(host);
        } catch (UnknownHostException e) {
            throw new NoSuchNameException();
        }
    }

    /** One address that is not open spoils them all: which of them a client takes is anybody's guess. */
    private InetAddress allowed(List<InetAddress> found, boolean isTls) throws RefusedAddressException {
        for (InetAddress address : found) {
            boolean isAllowed = isInside(address) || (isTls && AddressRules.isOpen(address));
            if (!isAllowed) {
                throw new RefusedAddressException(
                        AddressRules.isOpen(address)
                                ? "it does not begin with https://"
                                : "it leads into a private network, to this machine, or to no public address");
            }
        }
        return found.stream().findFirst().orElseThrow(NoSuchNameException::new);
    }

    private boolean isInside(InetAddress address) {
        return inside.contains(address.getHostAddress());
    }

    /** It may be there again later. */
    static final class NoSuchNameException extends RefusedAddressException {

        private static final long serialVersionUID = 1L;

        NoSuchNameException() {
            super("its host was not found (DNS)");
        }
    }
}
