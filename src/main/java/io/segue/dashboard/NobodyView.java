package io.segue.dashboard;

import io.segue.tenant.Requests;
import java.util.List;
import java.util.Optional;

/** Someone who belongs nowhere yet: what they asked for, and the form to ask with. */
record NobodyView(
        String name,
        String email,
        Typed typed,
        List<Requests.Waiting> waiting,
        boolean isMailSent,
        Optional<String> mistake) {

    /** What stands in the form. */
    record Typed(String organisation, String contact, String why) {}

    /** Whether any request is still to be answered. */
    public boolean isWaiting() {
        return waiting.stream().anyMatch(request -> !request.isDeclined());
    }

    /** Where it will be told that the request is enabled. */
    public String told(Requests.Waiting request) {
        return email.isEmpty() ? request.contact().orElse("you") : email;
    }

    /** Told where it was made, with what was typed. */
    NobodyView withMistake(String words, Typed again) {
        return new NobodyView(name, email, again, waiting, isMailSent, Optional.of(words));
    }
}
