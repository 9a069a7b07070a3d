package io.segue.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FiguresTest {

    @Test
    void groupsThousands() {
        assertThat(Figures.grouped(1_234_567L)).isEqualTo("1,234,567");
    }

    @Test
    void knowsOneFromMany() {
        assertThat(Figures.of(1L, "member")).isEqualTo("1 member");
        assertThat(Figures.of(0L, "member")).isEqualTo("0 members");
        assertThat(Figures.of(2000, "member")).isEqualTo("2,000 members");
    }

    @Test
    void writesSizes() {
        assertThat(Figures.bytes(999)).isEqualTo("999 B");
        assertThat(Figures.bytes(52_000)).isEqualTo("52.0 kB");
        assertThat(Figures.bytes(10_485_760)).isEqualTo("10.5 MB");
    }
}
