package io.segue.platform.outbound;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Which IP addresses belong to the open internet. Everything else is refused: what is ours, what is nobody's, and what
 * only looks like somebody else's because it carries an address within.
 */
final class AddressRules {

    /** https://www.iana.org/assignments/iana-ipv4-special-registry */
    private static final List<Block> NOT_OPEN_IPV4 = blocks(
            "0.0.0.0/8",
            "10.0.0.0/8",
            "100.64.0.0/10",
            "127.0.0.0/8",
            "169.254.0.0/16",
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.31.196.0/24",
            "192.52.193.0/24",
            "192.88.99.0/24",
            "192.168.0.0/16",
            "192.175.48.0/24",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/4",
            "240.0.0.0/4");

    /** Of IPv6 only this part is given to hosts at all: link-local, unique local, loopback and the rest lie beside it. */
    private static final Block GLOBAL_IPV6 = block("2000::/3");

    /** https://www.iana.org/assignments/iana-ipv6-special-registry; Teredo is in the first one. */
    private static final List<Block> NOT_OPEN_IPV6 =
            blocks("2001::/23", "2001:db8::/32", "2620:4f:8000::/48", "3fff::/20");

    private static final Block NAT64 = block("64:ff9b::/96");
    private static final int NAT64_AT = 12;
    private static final Block SIX_TO_FOUR = block("2002::/16");
    private static final int SIX_TO_FOUR_AT = 2;

    private AddressRules() {}

    /** The first bits of an address. */
    private record Block(byte[] address, int bits) {

        boolean holds(byte[] other) {
            if (other.length != address.length) {
                return false;
            }
            for (int bit = 0; bit < bits; bit++) {
                int mask = 0x80 >> (bit % 8);
                if ((address[bit / 8] & mask) != (other[bit / 8] & mask)) {
                    return false;
                }
            }
            return true;
        }
    }

    static boolean isOpen(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (address instanceof Inet4Address) {
            return NOT_OPEN_IPV4.stream().noneMatch(block -> block.holds(bytes));
        }
        if (address instanceof Inet6Address) {
            return within(bytes)
                    .map(AddressRules::isOpen)
                    .orElseGet(() ->
                            GLOBAL_IPV6.holds(bytes) && NOT_OPEN_IPV6.stream().noneMatch(block -> block.holds(bytes)));
        }
        return false;
    }

    /** The IPv4 address that a gateway would go on to. One that is mapped is an IPv4 address for Java already. */
    private static Optional<InetAddress> within(byte[] bytes) {
        if (NAT64.holds(bytes)) {
            return Optional.of(ipv4(bytes, NAT64_AT));
        }
        return SIX_TO_FOUR.holds(bytes) ? Optional.of(ipv4(bytes, SIX_TO_FOUR_AT)) : Optional.empty();
    }

    private static InetAddress ipv4(byte[] bytes, int from) {
        return of(Arrays.copyOfRange(bytes, from, from + 4));
    }

    private static InetAddress of(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("Reading an IP address: expected 4 or 16 bytes, got " + bytes.length, e);
        }
    }

    private static List<Block> blocks(String... written) {
        return Arrays.stream(written).map(AddressRules::block).toList();
    }

    private static Block block(String written) {
        String[] parts = written.split("/");
        try {
            // A literal is not looked up.
            return new Block(InetAddress.getByName(parts[0]).getAddress(), Integer.parseInt(parts[1]));
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("Reading a block of addresses: got " + written, e);
        }
    }
}
