package io.segue.dashboard.rest;

import io.segue.tenant.Role;
import io.segue.web.ProblemException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Roles as callers write them. */
final class Roles {

    private Roles() {}

    static Role asked(@Nullable String word) {
        return Arrays.stream(Role.values())
                .filter(role -> role.word().equals(word))
                .findFirst()
                .orElseThrow(() ->
                        ProblemException.badRequest("Choosing a role: expected viewer, editor or owner, got another."));
    }
}
