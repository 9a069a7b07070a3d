package io.segue.sync;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Pattern;

/** Pages of one segment as Heap may send them: few members, so that they come and go, some with another field. */
class TestingPages {

    private static final Pattern ITEM = Pattern.compile("\\{\"id\":\"(u[0-9]+)\"(?:,\"email\":\"([^\"]*)\")?}");

    private final Random random;
    private final int members;

    TestingPages(Random random, int members) {
        this.random = random;
        this.members = members;
    }

    /** One page, which may be sent in any order and more than once. */
    record Page(int task, int number, String body) {

        byte[] bytes() {
            return body.getBytes(StandardCharsets.UTF_8);
        }

        List<Item> items(boolean added) {
            String part = added
                    ? body.substring(body.indexOf("\"add\""))
                    : body.substring(body.indexOf("\"remove\""), body.indexOf("\"add\""));
            return ITEM.matcher(part)
                    .results()
                    .map(match -> new Item(match.group(1), Optional.ofNullable(match.group(2))))
                    .toList();
        }
    }

    /** One member as a page tells of it. */
    record Item(String id, Optional<String> email) {}

    Page page(int task, int number, int pages) {
        String body = "{\"action_type\":\"segment.users.sync\",\"customer_config\":{},\"data\":{\"segment\":{\"id\":77,"
                + "\"name\":\"Any\"},\"sync_info\":{\"page_number\":" + number + ",\"total_pages\":" + pages
                + ",\"sync_task_id\":\"t" + task + "\"},\"remove\":[" + items(false) + "],\"add\":[" + items(true)
                + "]}}";
        return new Page(task, number, body);
    }

    static byte[] drain() {
        return "{\"action_type\":\"segment.users.drain\",\"data\":{\"segment\":{\"id\":77,\"name\":\"Any\"}}}"
                .getBytes(StandardCharsets.UTF_8);
    }

    private String items(boolean withFields) {
        List<String> items = new ArrayList<>();
        for (int i = random.nextInt(8); i > 0; i--) {
            String id = "u" + random.nextInt(members);
            String email = random.nextInt(6) == 0 ? " " : "mail" + random.nextInt(members / 2);
            boolean hasFields = withFields && random.nextInt(3) > 0;
            items.add("{\"id\":\"" + id + "\"" + (hasFields ? ",\"email\":\"" + email + "\"" : "") + "}");
        }
        return String.join(",", items);
    }
}
