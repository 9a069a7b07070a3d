package io.segue.alert.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.segue.alert.AlertKind;
import io.segue.alert.Level;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RuleTest {

    @ParameterizedTest
    @EnumSource
    void isOnAndValidUnlessTheTenantSaysOtherwise(AlertKind kind) {
        Rule usual = Rule.usual(kind).checked();

        assertThat(usual.isOn()).isTrue();
        assertThat(usual.level(kind.unit().most())).contains(Level.CRITICAL);
        assertThat(kind.meaning()).isNotBlank();
    }

    @Test
    void risesWithItsNumbers() {
        Rule rule = Rule.usual(AlertKind.RUN_FAILING);

        assertThat(rule.level(14)).isEmpty();
        assertThat(rule.level(15)).contains(Level.WARN);
        assertThat(rule.level(240)).contains(Level.CRITICAL);
        assertThat(Rule.usual(AlertKind.CREDENTIAL_REFUSED).level(0)).contains(Level.CRITICAL);
    }

    @ParameterizedTest
    @CsvSource({"-1,5", "5,101", "50,10", ","})
    void refusesNumbersThatMakeNoSense(Integer warn, Integer critical) {
        Rule rule = new Rule(AlertKind.NEAR_LIMIT, true, Optional.ofNullable(warn), Optional.ofNullable(critical));

        assertThatThrownBy(rule::checked).hasMessageContaining("Saving the rule \"A connection is near its limit\"");
    }
}
