package io.segue.alert.page;

import io.segue.alert.EventType;
import io.segue.alert.Level;
import io.segue.alert.target.NewTarget;
import io.segue.alert.target.TargetChange;
import io.segue.platform.Secret;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.List;
import java.util.Optional;

/** What a target's form posts; the address is shown again only to whom typed it wrong, and never where it is a secret. */
public record TargetForm(String kind, String name, String address, String level, List<String> events, String region) {

    static final TargetForm EMPTY =
            new TargetForm("email", "", "", "warn", List.of("alert.raised", "alert.recovered"), "us");

    public TargetForm {
        events = List.copyOf(events);
    }

    static TargetForm of(MultivaluedMap<String, String> form) {
        return new TargetForm(
                value(form, "kind"),
                value(form, "name"),
                value(form, "address"),
                value(form, "level"),
                form.getOrDefault("event", List.of()),
                value(form, "region"));
    }

    NewTarget wanted() {
        return NewTarget.of(kind, name, address, levelOf(), eventTypes(), region.equals("eu"));
    }

    /** An address that is left empty stays. */
    TargetChange change(boolean isOn) {
        return new TargetChange(
                Optional.of(name),
                Optional.of(isOn),
                Optional.of(levelOf()),
                Optional.of(eventTypes()),
                Optional.of(address.strip()).filter(typed -> !typed.isEmpty()).map(Secret::new),
                Optional.of(region).filter(word -> !word.isEmpty()).map("eu"::equals));
    }

    public boolean wants(String event) {
        return events.contains(event);
    }

    public boolean isKind(String word) {
        return kind.equals(word);
    }

    /** Only an e-mail address is none. */
    TargetForm withoutSecret() {
        return kind.equals("email") ? this : new TargetForm(kind, name, "", level, events, region);
    }

    private Level levelOf() {
        return level.equals("critical") ? Level.CRITICAL : Level.WARN;
    }

    private List<EventType> eventTypes() {
        return events.stream().map(EventType::find).flatMap(Optional::stream).toList();
    }

    private static String value(MultivaluedMap<String, String> form, String name) {
        return Optional.ofNullable(form.getFirst(name)).orElse("");
    }
}
