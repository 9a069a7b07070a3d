package io.segue.dashboard.mail;

import io.segue.tenant.People.Invitation;
import io.segue.tenant.Role;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** What someone invited is told. */
public record InvitationMailView(
        String organisation, String by, String address, String role, String may, String until, String url) {

    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH).withZone(ZoneOffset.UTC);

    /** Names are of people and may hold anything: a line break must not make a second line of a mail's head. */
    public InvitationMailView {
        organisation = oneLine(organisation);
        by = oneLine(by);
    }

    public static InvitationMailView of(String organisation, Invitation invitation, String url) {
        return new InvitationMailView(
                organisation,
                invitation.invitedBy().orElse("An owner"),
                invitation.called(),
                invitation.role().word(),
                may(invitation.role()),
                invitation.expiresAt().map(DAY::format).orElse("further notice"),
                url);
    }

    public String subject() {
        return by + " invites you to " + organisation;
    }

    /** For whoever tells the person by other means. */
    public String sentence() {
        return "You are invited to " + organisation + " in Segue, as " + role + ". Sign in until " + until
                + " with the address " + address + ": " + url;
    }

    private static String may(Role role) {
        return switch (role) {
            case OWNER -> "you see and change everything, and decide who else is in";
            case EDITOR -> "you see everything and change what is synced";
            case VIEWER -> "you see everything, without secrets";
        };
    }

    static String oneLine(String text) {
        return text.replaceAll("\\p{Cntrl}+", " ").strip();
    }
}
