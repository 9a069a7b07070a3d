package io.segue.sandbox.heap;

import com.fasterxml.jackson.annotation.JsonIgnore;

/** What the customer filled into "Create New Integration". */
public record Integration(String name, String webhookUrl, String oauthRedirect, String identifyBy) {

    static final Integration NONE = new Integration("", "", "", "id");

    @JsonIgnore
    public boolean isInstalled() {
        return !webhookUrl.isBlank();
    }
}
