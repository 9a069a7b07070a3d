package io.segue.access;

import io.segue.TestingWorlds.World;
import io.segue.tenant.Role;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One row of the table of addresses.
 *
 * @param path with the places of {@link World#names}
 * @param least the least role that may call it; empty for what is support's
 * @param body JSON for the API, fields of a form for a page
 */
record Endpoint(String method, String path, Optional<Role> least, String body) {

    private static final Pattern PLACE = Pattern.compile("\\{([a-z]+)}");

    static Endpoint of(String call, Role least, String body) {
        return new Endpoint(call.split(" ")[0], call.split(" ")[1], Optional.of(least), body);
    }

    static Endpoint of(String call, Role least) {
        return of(call, least, "");
    }

    static Endpoint ofSupport(String call, String body) {
        return new Endpoint(call.split(" ")[0], call.split(" ")[1], Optional.empty(), body);
    }

    static Endpoint ofSupport(String call) {
        return ofSupport(call, "");
    }

    /** Everything that it names of a tenant, besides the tenant itself. */
    List<String> places() {
        Stream<MatchResult> found = PLACE.matcher(path + body).results();
        return found.map(place -> place.group(1))
                .filter(place -> !place.equals("tenant"))
                .distinct()
                .toList();
    }

    boolean needs(Role role) {
        return least.filter(role::equals).isPresent();
    }

    /** As the code writes it, whatever the places are called there. */
    String shape() {
        return shape(method, path);
    }

    static String shape(String method, String path) {
        return method + " " + path.replaceFirst("\\?.*", "").replaceAll("\\{[^}]*}", "{}");
    }

    @Override
    public String toString() {
        return method + " " + path;
    }
}
