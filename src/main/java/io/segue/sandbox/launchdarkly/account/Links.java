package io.segue.sandbox.launchdarkly.account;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** LaunchDarkly's way of linking. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Links(Link self, @Nullable Link next) {

    public static final int DEFAULT_LIMIT = 20;

    /** One address, relative to the host. */
    public record Link(String href, String type) {
        public static Link to(String href) {
            return new Link(href, "application/json");
        }
    }

    /** One page of a list. */
    public record Listed<T>(@JsonProperty("_links") Links links, List<T> items, int totalCount) {

        public static <T> Listed<T> page(List<T> all, @Nullable Integer limit, @Nullable Integer offset, String path) {
            int size = limit == null || limit < 1 ? DEFAULT_LIMIT : limit;
            int from = Math.min(all.size(), offset == null ? 0 : Math.max(0, offset));
            int to = Math.min(all.size(), from + size);
            Link next = to < all.size() ? Link.to(query(path, size, to)) : null;
            return new Listed<>(new Links(Link.to(query(path, size, from)), next), all.subList(from, to), all.size());
        }

        private static String query(String path, int limit, int offset) {
            return path + (path.contains("?") ? "&" : "?") + "limit=" + limit + "&offset=" + offset;
        }
    }
}
