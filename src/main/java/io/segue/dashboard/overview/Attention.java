package io.segue.dashboard.overview;

/**
 * Something that a person should know, and where to act.
 *
 * @param isUrgent whether members do not arrive until someone acts
 */
record Attention(boolean isUrgent, String title, String detail, String link, String action) {

    static Attention urgent(String title, String detail, String link, String action) {
        return new Attention(true, title, detail, link, action);
    }

    static Attention toKnow(String title, String detail, String link, String action) {
        return new Attention(false, title, detail, link, action);
    }
}
