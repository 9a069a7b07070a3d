package io.segue.bench.sink;

import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Twenty flags for SDKs of servers: rollouts in per cent, rules on the key, and ones that are off; the last one is switched. */
final class ServerRules {

    private static final int FLAGS = 20;
    private static final int SHARE = 100_000;

    /** In thousandths of a per cent, whom the last flag is on for. */
    private int lastShare;

    /** Of all others it stays what it was. */
    void serveTheLastTo(int perCent) {
        lastShare = perCent * SHARE / 100;
    }

    String json() {
        return "{\"segments\":{},\"flags\":{"
                + IntStream.range(0, FLAGS).mapToObj(this::flag).collect(Collectors.joining(",")) + "}}";
    }

    private String flag(int number) {
        String key = "flag-" + number;
        String rules = number % 4 == 1
                ? "{\"id\":\"r\",\"variation\":1,\"clauses\":[{\"attribute\":\"key\",\"op\":\"startsWith\",\"values\":[\"A\",\"b\",\"7\"]}]}"
                : "";
        int share = number == FLAGS - 1 ? lastShare : number * SHARE / FLAGS;
        return String.format(
                "\"%1$s\":{\"key\":\"%1$s\",\"version\":1,\"on\":%2$s,\"salt\":\"%1$s\",\"variations\":[false,true],"
                        + "\"offVariation\":0,\"rules\":[%3$s],\"targets\":[],\"prerequisites\":[],"
                        + "\"fallthrough\":{\"rollout\":{\"variations\":[{\"variation\":1,\"weight\":%4$d},"
                        + "{\"variation\":0,\"weight\":%5$d}]}}}",
                key, number % 5 != 3, rules, share, SHARE - share);
    }
}
