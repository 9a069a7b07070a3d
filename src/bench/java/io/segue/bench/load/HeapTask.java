package io.segue.bench.load;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** One sync task of Heap's as ready bodies, so that sending costs next to no CPU. */
public record HeapTask(List<byte[]> bodies) {

    public HeapTask {
        bodies = List.copyOf(bodies);
    }

    static HeapTask of(MemberIds ids, long segment, int task, int[] entering, int[] leaving, int pageSize) {
        int all = entering.length + leaving.length;
        int pages = Math.max(1, (all + pageSize - 1) / pageSize);
        String taskId = new UUID(segment, ((long) task << 32) | System.nanoTime() >>> 32).toString();
        List<byte[]> bodies = new ArrayList<>(pages);
        for (int page = 0; page < pages; page++) {
            int from = page * pageSize;
            int to = Math.min(all, from + pageSize);
            ByteArrayOutputStream body = new ByteArrayOutputStream(512 + (to - from) * (MemberIds.LENGTH + 9));
            body.writeBytes(head(segment, taskId, page + 1, pages));
            members(body, ids, entering, Math.min(from, entering.length), Math.min(to, entering.length));
            body.writeBytes(ascii("],\"remove\":["));
            members(body, ids, leaving, Math.max(0, from - entering.length), Math.max(0, to - entering.length));
            body.writeBytes(ascii("]}}"));
            bodies.add(body.toByteArray());
        }
        return new HeapTask(bodies);
    }

    /** The first pages only, or what is left without them. */
    public HeapTask pages(int from, int to) {
        return new HeapTask(bodies.subList(from, Math.min(to, bodies.size())));
    }

    public long bytes() {
        return bodies.stream().mapToLong(body -> body.length).sum();
    }

    private static byte[] head(long segment, String taskId, int page, int pages) {
        return ascii(String.format(
                "{\"id_token\":\"7a36ae58-c4b9-11eb-8529-0242ac130003\",\"action_type\":\"segment.users.sync\","
                        + "\"customer_config\":{\"fields\":[]},\"data\":{\"segment\":{\"id\":%1$d,\"name\":\"Bench %1$d\"},"
                        + "\"sync_info\":{\"page_number\":%2$d,\"total_pages\":%3$d,\"sync_task_id\":\"%4$s\"},\"add\":[",
                segment, page, pages, taskId));
    }

    private static void members(ByteArrayOutputStream body, MemberIds ids, int[] members, int from, int to) {
        byte[] item = ascii("{\"id\":\"" + "0".repeat(MemberIds.LENGTH) + "\"}");
        for (int i = from; i < to; i++) {
            if (i > from) {
                body.write(',');
            }
            ids.write(members[i], item, 7);
            body.writeBytes(item);
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
