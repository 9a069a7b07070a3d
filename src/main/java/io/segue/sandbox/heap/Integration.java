package io.segue.sandbox.heap;

/** What the customer filled into "Create New Integration". */
public record Integration(String name, String webhookUrl, String oauthRedirect, String identifyBy) {

    static final Integration NONE = new Integration("", "", "", "id");

    public boolean isInstalled() {
        return !webhookUrl.isBlank();
    }
}
