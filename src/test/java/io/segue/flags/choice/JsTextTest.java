package io.segue.flags.choice;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a browser answers; every figure was taken from one. */
class JsTextTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "-0.0, 0",
        "1, 1",
        "-1.5, -1.5",
        "100, 100",
        "1e21, 1e+21",
        "1e20, 100000000000000000000",
        "123456789012345680000, 123456789012345680000",
        "1e-6, 0.000001",
        "1e-7, 1e-7",
        "0.1, 0.1",
        "1.25e-9, 1.25e-9",
        "1.7976931348623157e308, 1.7976931348623157e+308",
        "9007199254740993, 9007199254740992",
        "-12.50, -12.5"
    })
    void writesNumbersAsABrowserDoes(String given, String expected) throws JsonProcessingException {
        assertThat(JsText.stringify(JSON.readTree(given))).isEqualTo(expected);
    }

    @Test
    void writesObjectsWithoutSpaces() throws JsonProcessingException {
        assertThat(JsText.stringify(JSON.readTree("{\"a\": [1, null, true], \"b\": {\"c\": \"d\"}}")))
                .isEqualTo("{\"a\":[1,null,true],\"b\":{\"c\":\"d\"}}");
    }

    @Test
    void writesFieldsInABrowsersOrder() throws JsonProcessingException {
        assertThat(JsText.stringify(
                        JSON.readTree("{\"b\": 1, \"10\": 2, \"a\": 3, \"9\": 4, \"09\": 5, \"4294967295\": 6}")))
                .isEqualTo("{\"9\":4,\"10\":2,\"b\":1,\"a\":3,\"09\":5,\"4294967295\":6}");
    }

    @Test
    void escapesWhatJsonMustAndHalvesOfCharacters() {
        assertThat(JsText.stringify(TextNode.valueOf("\"\\\n\t\u0001\ud83d")))
                .isEqualTo("\"\\\"\\\\\\n\\t\\u0001\\ud83d\"");
        assertThat(JsText.stringify(TextNode.valueOf("\ud83d\ude00"))).isEqualTo("\"\ud83d\ude00\"");
    }

    @Test
    void countsWhatEncodingMakesOfIt() {
        assertThat(bytes("a-b_c.!~*'()")).isEqualTo(18);
        assertThat(bytes("ä☕\ud83d\ude00")).isEqualTo(33);
        assertThat(bytes("\"\\\n\t\u0001\ud83d")).isEqualTo(42);
    }

    private static int bytes(String text) {
        return JsText.encodedLength(JsText.stringify(TextNode.valueOf(text)));
    }
}
