package io.segue.sandbox.oidc;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What a product asks for when it sends somebody here, as the query of the address says it. */
record SignIn(Map<String, String> asked) {

    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1");

    static SignIn of(URI address) {
        return new SignIn(fields(Optional.ofNullable(address.getRawQuery()).orElse("")));
    }

    /** Fields of a query or of a form. */
    static Map<String, String> fields(String encoded) {
        return Arrays.stream(encoded.split("&"))
                .map(field -> field.split("=", 2))
                .filter(field -> field.length == 2)
                .collect(Collectors.toMap(
                        field -> field[0], field -> URLDecoder.decode(field[1], UTF_8), (first, again) -> first));
    }

    String get(String name) {
        return asked.getOrDefault(name, "");
    }

    /** Nobody is sent away from this machine: the server knows no product that runs elsewhere. */
    boolean leadsBackHere() {
        try {
            return THIS_MACHINE.contains(
                    Optional.ofNullable(URI.create(get("redirect_uri")).getHost())
                            .orElse(""));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    String wayBack(String code) {
        return get("redirect_uri") + "?code=" + code + "&state=" + URLEncoder.encode(get("state"), UTF_8);
    }
}
