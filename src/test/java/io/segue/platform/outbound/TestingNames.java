package io.segue.platform.outbound;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Names that lead where a test says; one that is asked again may lead elsewhere. */
class TestingNames extends Names {

    private final Map<String, Deque<List<InetAddress>>> known = new HashMap<>();

    /** The last answer stays. */
    TestingNames with(String host, String... addresses) {
        known.computeIfAbsent(host, key -> new ArrayDeque<>())
                .add(java.util.Arrays.stream(addresses)
                        .map(TestingNames::literal)
                        .toList());
        return this;
    }

    @Override
    public List<InetAddress> lookUp(String host) throws UnknownHostException {
        Deque<List<InetAddress>> answers = known.get(host);
        if (answers == null) {
            return super.lookUp(host);
        }
        return answers.size() > 1 ? answers.remove() : answers.element();
    }

    private static InetAddress literal(String address) {
        try {
            return InetAddress.getByName(address);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(address, e);
        }
    }
}
