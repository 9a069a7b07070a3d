package io.segue;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StateSecretTest {

    private static final String CLIENT = "quarkus.oidc.credentials.secret";
    private static final String STATE = "quarkus.oidc.authentication.state-secret";
    private static final String KEY = "segue.master-key.value";

    @Test
    void copiesWithTheSameShortClientSecretAgree() {
        assertThat(found(Map.of(CLIENT, "short", KEY, "one")))
                .isEqualTo(found(Map.of(CLIENT, "short", KEY, "two")))
                .isNotEqualTo(found(Map.of(CLIENT, "other", KEY, "one")))
                .hasEntrySatisfying(
                        STATE,
                        secret -> assertThat(secret)
                                .hasSizeGreaterThanOrEqualTo(32)
                                .doesNotContain("short"));
    }

    @Test
    void copiesWithoutAClientSecretAgreeByTheirMasterKey() {
        assertThat(found(Map.of(KEY, "one")))
                .containsKey(STATE)
                .isEqualTo(found(Map.of(KEY, "one")))
                .isNotEqualTo(found(Map.of(KEY, "two")));
    }

    @Test
    void aClientSecretThatIsLongEnoughIsLeftToQuarkus() {
        assertThat(found(Map.of(CLIENT, "x".repeat(32)))).isEmpty();
    }

    @Test
    void whatTheOperatorSetStays() {
        assertThat(found(Map.of(CLIENT, "short", STATE, "the operator's own"))).isEmpty();
    }

    private static Map<String, String> found(Map<String, String> settings) {
        return new StateSecret(
                        new SmallRyeConfigBuilder().withDefaultValues(settings).build())
                .configuration();
    }
}
