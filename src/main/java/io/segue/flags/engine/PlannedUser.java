package io.segue.flags.engine;

import com.fasterxml.jackson.databind.JsonNode;
import io.segue.flags.HeapUser;
import io.segue.platform.Tokens;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * One user as Heap is to know them.
 *
 * @param digest tells whether Heap knows them so already
 * @param bytes what they need in a call, about
 */
record PlannedUser(HeapUser user, long digest, int bytes) {

    private static final int BESIDE = 32;
    private static final int BESIDE_EACH = 8;

    /** @param salt what else makes these values others: where they go to, and whether all are to be written again */
    static PlannedUser of(String identity, Map<String, JsonNode> properties, String salt) {
        StringBuilder text = new StringBuilder(salt);
        properties.forEach(
                (name, value) -> text.append('\n').append(name).append('=').append(value));
        byte[] hash = Tokens.sha256(text.toString().getBytes(StandardCharsets.UTF_8));
        int bytes = BESIDE + identity.length() + text.length() - salt.length() + BESIDE_EACH * properties.size();
        return new PlannedUser(
                new HeapUser(identity, properties), ByteBuffer.wrap(hash).getLong(), bytes);
    }

    String identity() {
        return user.identity();
    }
}
