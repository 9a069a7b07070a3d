package io.segue.dashboard.mail;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.segue.TestingDatabase;
import io.segue.tenant.People.InvitationConfig;
import jakarta.inject.Inject;
import java.time.Duration;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestingDatabase.class)
class MailConfigTest {

    @Inject
    MailConfig config;

    @Inject
    InvitationConfig invitations;

    @Test
    void letsAnInvitationHoldForFourteenDays() {
        assertThat(invitations.life()).isEqualTo(Duration.ofDays(14));
    }

    @Test
    void keepsMailsToAnAddressTwoMinutesApartAndBoundsADay() {
        assertThat(config.between()).isEqualTo(Duration.ofMinutes(2));
        assertThat(config.mostADay()).isEqualTo(200);
    }
}
