package io.segue.tenant;

import io.segue.web.ProblemException;
import java.util.Optional;
import java.util.regex.Pattern;

/** A tenant that is asked for: its short name for addresses, its name, whom to talk to and why. */
public record NewTenant(String slug, String name, Optional<String> contactEmail, Optional<String> note) {

    private static final Pattern SLUG = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

    public NewTenant {
        slug = slug.strip();
        name = name.strip();
        if (!SLUG.matcher(slug).matches()) {
            throw ProblemException.badRequest("Creating a tenant: expected a short name of 1 to 63 lower-case letters,"
                    + " digits and hyphens, got \"" + slug + "\".");
        }
        if (name.isEmpty() || name.length() > 200) {
            throw ProblemException.badRequest(
                    "Creating a tenant: expected a name of 1 to 200 characters, got " + name.length() + ".");
        }
    }
}
