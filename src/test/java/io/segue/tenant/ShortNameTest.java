package io.segue.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShortNameTest {

    @ParameterizedTest
    @CsvSource({
        "Acme, acme",
        "Müller & Söhne GmbH, muller-sohne-gmbh",
        "'  -- The A.C.M.E. Corp! --', the-a-c-m-e-corp",
        "../support, support",
        "株式会社, organisation",
        "'!?', organisation",
    })
    void isMadeFromTheOrganisations(String organisation, String shortName) {
        assertThat(Requests.shortName(organisation)).isEqualTo(shortName);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 49, 50, 51, 200})
    void isOneThatATenantMayHave(int length) {
        String shortName = Requests.shortName("a ".repeat(length));

        assertThat(new NewTenant(shortName + "-abcdef", "A", Optional.empty(), Optional.empty()).slug())
                .hasSizeLessThanOrEqualTo(63);
    }
}
