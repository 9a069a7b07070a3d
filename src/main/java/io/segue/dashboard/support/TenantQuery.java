package io.segue.dashboard.support;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Which tenants are asked for; what is empty asks for all. Its condition speaks of tenant t and {@link Failures#FAILING}. */
record TenantQuery(String search, Need need, String cause, String why) {

    /** Why support would look at a tenant. */
    enum Need {
        ALL("true"),
        REQUESTED("t.state = 'requested'"),
        ENABLED("t.state = 'enabled'"),
        FAILING("exists (select from failing f where f.tenant_id = t.id and f.urgent)"),
        SUSPENDED("t.state = 'suspended'");

        private final String condition;

        Need(String condition) {
            this.condition = condition;
        }

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** A word that is none of these asks for all. */
        static Need of(String word) {
            return find(word).orElse(ALL);
        }

        static Optional<Need> find(String word) {
            return Arrays.stream(values())
                    .filter(need -> need.word().equals(word))
                    .findFirst();
        }
    }

    TenantQuery {
        search = search.strip();
    }

    String condition() {
        StringBuilder sql = new StringBuilder(" where ").append(need.condition);
        if (!search.isEmpty()) {
            sql.append(" and position(lower(?) in t.sought) > 0");
        }
        if (!cause.isEmpty()) {
            sql.append(" and exists (select from failing f where f.tenant_id = t.id and f.cause = ?")
                    .append(why.isEmpty() ? ")" : " and f.why = ?)");
        }
        return sql.toString();
    }

    List<Object> values() {
        List<Object> values = new ArrayList<>();
        if (!search.isEmpty()) {
            values.add(search);
        }
        if (!cause.isEmpty()) {
            values.add(cause);
            if (!why.isEmpty()) {
                values.add(why);
            }
        }
        return values;
    }

    public boolean isEverything() {
        return search.isEmpty() && need == Need.ALL && cause.isEmpty();
    }

    /** For links that keep it, such as those to the next page. */
    public String parameters() {
        return "search=" + encoded(search) + "&need=" + need.word() + "&cause=" + encoded(cause) + "&why="
                + encoded(why);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
