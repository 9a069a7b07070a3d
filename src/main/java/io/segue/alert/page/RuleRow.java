package io.segue.alert.page;

import io.segue.alert.AlertKind;
import io.segue.alert.rule.Rule;
import io.segue.web.ProblemException;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.Optional;

/** A rule as the page shows it and as its form posts it. */
public record RuleRow(
        String kind, String title, String meaning, String unit, boolean isOn, String warnAt, String criticalAt) {

    static RuleRow of(Rule rule) {
        return new RuleRow(
                rule.kind().word(),
                rule.kind().title(),
                rule.kind().meaning(),
                rule.kind().unit().word(),
                rule.isOn(),
                rule.warnAt().map(String::valueOf).orElse(""),
                rule.criticalAt().map(String::valueOf).orElse(""));
    }

    static RuleRow typed(AlertKind kind, MultivaluedMap<String, String> form) {
        return new RuleRow(
                kind.word(),
                kind.title(),
                kind.meaning(),
                kind.unit().word(),
                form.containsKey("on-" + kind.word()),
                value(form, "warn-" + kind.word()),
                value(form, "critical-" + kind.word()));
    }

    /** For those who only read it: "at once", "4 h", "1,000 keys". */
    public String warnSaid() {
        return said(warnAt);
    }

    public String criticalSaid() {
        return said(criticalAt);
    }

    private String said(String at) {
        return number(at)
                .map(limit -> AlertKind.find(kind).orElseThrow().unit().said(limit))
                .orElse("never");
    }

    Rule rule() {
        return new Rule(AlertKind.find(kind).orElseThrow(), isOn, number(warnAt), number(criticalAt));
    }

    private Optional<Integer> number(String typed) {
        String digits = typed.replace(",", "").strip();
        if (digits.isEmpty()) {
            return Optional.empty();
        }
        if (!digits.matches("[0-9]{1,9}")) {
            throw ProblemException.badRequest("Saving the rule \"" + title + "\": expected a whole number of " + unit
                    + ", or nothing, got other text.");
        }
        return Optional.of(Integer.parseInt(digits));
    }

    private static String value(MultivaluedMap<String, String> form, String name) {
        return Optional.ofNullable(form.getFirst(name)).orElse("").strip();
    }
}
