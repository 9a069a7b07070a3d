package io.segue.dashboard.overview;

import io.segue.web.catalogue.ErrorCode;
import java.util.Optional;

/**
 * Something that a person should know, and where to act.
 *
 * @param isUrgent whether members do not arrive until someone acts
 * @param action what the link is called for those who may act
 * @param look what it is called for those who may only look
 * @param error what it is in the error catalogue, when it is an error
 */
record Attention(
        boolean isUrgent,
        String title,
        String detail,
        String link,
        String action,
        String look,
        Optional<ErrorCode> error) {

    static Attention urgent(String title, String detail, String link, String action) {
        return new Attention(true, title, detail, link, action, action, Optional.empty());
    }

    static Attention toKnow(String title, String detail, String link, String action) {
        return new Attention(false, title, detail, link, action, action, Optional.empty());
    }

    Attention because(ErrorCode of) {
        return new Attention(isUrgent, title, detail, link, action, look, Optional.of(of));
    }

    /** For an action that not everybody may take. */
    Attention lookedAtAs(String words) {
        return new Attention(isUrgent, title, detail, link, action, words, error);
    }
}
