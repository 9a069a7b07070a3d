package io.segue.connection.page;

import org.jboss.resteasy.reactive.RestForm;
import org.jspecify.annotations.Nullable;

/** What someone typed to add a connection; nothing of it is checked yet. */
public class AddForm {

    @RestForm
    @Nullable
    String name;

    @RestForm
    @Nullable
    String region;

    /** Picked from the list; wins over what was typed. */
    @RestForm
    @Nullable
    String environment;

    @RestForm
    @Nullable
    String clientSideId;

    @RestForm
    @Nullable
    String accessToken;

    /** A token that was pasted before, sealed. */
    @RestForm
    @Nullable
    String draft;

    String chosenClientSideId() {
        return text(environment).isEmpty() ? text(clientSideId) : text(environment);
    }

    static String text(@Nullable String typed) {
        return typed == null ? "" : typed.strip();
    }
}
