package io.segue.connection.page;

import io.segue.platform.SealBrokenException;
import io.segue.platform.SealPurpose;
import io.segue.platform.Sealer;
import io.segue.platform.Secret;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

/** Carries a pasted token from one step of a form to the next: sealed for its tenant, for half an hour. */
@ApplicationScoped
class TokenDrafts {

    private static final Duration LIFE = Duration.ofMinutes(30);

    private final Sealer sealer;
    private final Clock clock;

    TokenDrafts(Sealer sealer, Clock clock) {
        this.sealer = sealer;
        this.clock = clock;
    }

    String seal(long tenant, Secret token) {
        Secret dated = new Secret(clock.instant().plus(LIFE).getEpochSecond() + "|" + token.value());
        return Base64.getUrlEncoder().withoutPadding().encodeToString(sealer.seal(dated, purpose(tenant)));
    }

    /** Empty when it is none, of another tenant, or too old. */
    Optional<Secret> open(long tenant, String draft) {
        try {
            String dated = sealer.open(Base64.getUrlDecoder().decode(draft), purpose(tenant))
                    .value();
            int end = dated.indexOf('|');
            Instant until = Instant.ofEpochSecond(Long.parseLong(dated.substring(0, end)));
            return clock.instant().isBefore(until)
                    ? Optional.of(new Secret(dated.substring(end + 1)))
                    : Optional.empty();
        } catch (IllegalArgumentException | SealBrokenException e) {
            return Optional.empty();
        }
    }

    private static SealPurpose purpose(long tenant) {
        return new SealPurpose("access token draft", tenant, 0);
    }
}
