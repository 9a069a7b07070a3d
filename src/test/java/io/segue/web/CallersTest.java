package io.segue.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CallersTest {

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, 127.0.0.1",
        "0:0:0:0:0:0:0:1, ::1",
        "2001:db8:0:0:1:0:0:0, 2001:db8:0:0:1::",
        "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
        "fe80:0:0:0:a0:10:0:1, fe80::a0:10:0:1",
        "fe80::1, fe80::1"
    })
    void writesAddressesAsPeopleDo(String given, String written) {
        assertThat(Callers.shortened(given)).isEqualTo(written);
    }
}
