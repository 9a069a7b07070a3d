package io.segue.heap;

import io.segue.inbox.PageHead;
import io.segue.inbox.UnreadablePageException;
import io.segue.segment.StagedChange;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Writes pages as Heap does, and reads them. */
final class TestingPages {

    private static final String SYNC = """
            {"id_token":"7a36ae58-c4b9-11eb-8529-0242ac130003","action_type":"segment.users.sync",\
            "customer_config":{"fields":[]},"data":{"segment":{"id":1338065,"name":"Free Customers"},\
            "sync_info":{"page_number":2,"total_pages":3,"sync_task_id":"afe74af0"}MEMBERS}}""";

    private TestingPages() {}

    /** A page whose members are this JSON: a comma, then {@code add} and {@code remove} as wanted. */
    static String sync(String members) {
        return SYNC.replace("MEMBERS", members);
    }

    static PageHead head(String body) throws UnreadablePageException {
        return new HeapPageReader().head(body.getBytes(StandardCharsets.UTF_8));
    }

    static List<StagedChange> members(String body) {
        List<StagedChange> members = new ArrayList<>();
        new HeapPageReader().members(body.getBytes(StandardCharsets.UTF_8), members::add);
        return members;
    }

    static StagedChange added(String id) {
        return new StagedChange(id, true, Optional.empty());
    }

    static StagedChange added(String id, String fields) {
        return new StagedChange(id, true, Optional.of(fields));
    }

    static StagedChange removed(String id) {
        return new StagedChange(id, false, Optional.empty());
    }
}
