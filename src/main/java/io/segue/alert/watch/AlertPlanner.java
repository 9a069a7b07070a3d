package io.segue.alert.watch;

import io.segue.alert.AlertKind;
import io.segue.alert.Level;
import io.segue.alert.rule.Rule;
import io.segue.alert.watch.AlertPlan.Beginning;
import io.segue.alert.watch.AlertPlan.End;
import io.segue.alert.watch.AlertPlan.Rise;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Compares what is wrong now with what was told last: one word for each change. A level only rises while an alert goes on,
 * and it is over only when all was well for a while; so what flaps is told of once.
 */
record AlertPlanner(Map<AlertKind, Rule> rules, Duration settle, int mostOfAKind) {

    private record Wrong(Condition condition, Level level) {}

    AlertPlan plan(Instant now, List<Condition> conditions, List<OpenAlert> open) {
        List<Wrong> wrong = told(conditions, open);
        List<Beginning> beginnings = new ArrayList<>();
        List<Rise> rises = new ArrayList<>();
        List<OpenAlert> badAgain = new ArrayList<>();
        for (Wrong one : wrong) {
            Optional<OpenAlert> known =
                    open.stream().filter(alert -> alert.isOf(one.condition())).findFirst();
            if (known.isEmpty()) {
                beginnings.add(new Beginning(one.condition(), one.level()));
                continue;
            }
            known.filter(alert -> alert.wellSince().isPresent()).ifPresent(badAgain::add);
            known.filter(alert -> one.level().compareTo(alert.level()) > 0)
                    .ifPresent(alert -> rises.add(new Rise(alert, one.condition(), one.level())));
        }
        List<OpenAlert> well = open.stream()
                .filter(alert -> wrong.stream().noneMatch(one -> alert.isOf(one.condition())))
                .toList();
        return new AlertPlan(
                beginnings,
                rises,
                well.stream()
                        .filter(alert -> isOver(alert, now))
                        .map(alert -> new End(alert, rule(alert.kind()).isOn()))
                        .toList(),
                well.stream()
                        .filter(alert -> alert.wellSince().isEmpty() && !isOver(alert, now))
                        .toList(),
                badAgain);
    }

    private boolean isOver(OpenAlert alert, Instant now) {
        return settle.isZero()
                || !rule(alert.kind()).isOn()
                || alert.wellSince()
                        .filter(since -> !since.plus(settle).isAfter(now))
                        .isPresent();
    }

    private Rule rule(AlertKind kind) {
        return rules.getOrDefault(kind, Rule.usual(kind));
    }

    /** What the rules want to be told of; of too many, those that were told before, and all others as one. */
    private List<Wrong> told(List<Condition> conditions, List<OpenAlert> open) {
        Map<AlertKind, List<Wrong>> byKind = new EnumMap<>(AlertKind.class);
        for (Condition condition : conditions) {
            rule(condition.kind())
                    .level(condition.measure())
                    .ifPresent(level -> byKind.computeIfAbsent(condition.kind(), kind -> new ArrayList<>())
                            .add(new Wrong(condition, level)));
        }
        List<Wrong> told = new ArrayList<>();
        byKind.forEach((kind, all) -> told.addAll(all.size() <= mostOfAKind ? all : gathered(kind, all, open)));
        return told;
    }

    private List<Wrong> gathered(AlertKind kind, List<Wrong> all, List<OpenAlert> open) {
        List<Wrong> known = all.stream()
                .filter(one -> open.stream().anyMatch(alert -> alert.isOf(one.condition())))
                .toList();
        List<Wrong> others = all.stream().filter(one -> !known.contains(one)).toList();
        if (others.isEmpty()) {
            return known;
        }
        List<Wrong> told = new ArrayList<>(known);
        Level level =
                others.stream().map(Wrong::level).max(Comparator.naturalOrder()).orElseThrow();
        Condition first = others.get(0).condition();
        told.add(new Wrong(
                new Condition(
                        kind,
                        Condition.MANY,
                        first.measure(),
                        kind.title() + ", " + others.size() + " times at once",
                        "Too many to be told of one by one. The first one: " + first.title() + ".",
                        first.path(),
                        first.error()),
                level));
        return told;
    }
}
