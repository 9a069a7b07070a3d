package io.segue.inbox;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** How far the sender's clock at signing was from ours at receiving. */
public record ClockSkew(Instant signedAt, Instant receivedAt) {

    public boolean isBeyond(Duration window) {
        return between().abs().compareTo(window) > 0;
    }

    /** For the customer: how far it is off, what is allowed, what became of the page, and what to do. */
    public String explain(Duration window) {
        Duration skew = between();
        String expected = " seconds " + (skew.isNegative() ? "ahead of" : "behind") + " our clock; "
                + window.toSeconds() + " are allowed. ";
        String advice = skew.isNegative()
                ? "No page is signed in the future: support checks the clock of this server."
                : "Probably Heap sent it late. Have Heap send the segment again; if it happens often, an owner widens the"
                        + " window on the page Set up.";
        return "The signature is right, but its time is "
                + String.format(Locale.ENGLISH, "%,d", skew.abs().toSeconds()) + expected
                + "The page is kept in the inbox and was not applied. " + advice;
    }

    private Duration between() {
        return Duration.between(signedAt, receivedAt);
    }
}
