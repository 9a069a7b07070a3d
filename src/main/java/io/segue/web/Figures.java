package io.segue.web;

import io.quarkus.qute.TemplateExtension;
import java.util.Locale;

/** Writes numbers for pages. */
@TemplateExtension
class Figures {

    private Figures() {}

    /** 1,234,567. */
    static String grouped(Long number) {
        return String.format(Locale.ENGLISH, "%,d", number);
    }

    static String grouped(Integer number) {
        return grouped(number.longValue());
    }

    /** "1 member", "2,000 members": the word is the singular, its plural ends in s. */
    static String of(Long number, String word) {
        return grouped(number) + " " + word + (number == 1 ? "" : "s");
    }

    static String of(Integer number, String word) {
        return of(number.longValue(), word);
    }

    /** For a word whose plural is another one. */
    static String of(Long number, String word, String plural) {
        return grouped(number) + " " + (number == 1 ? word : plural);
    }

    static String of(Integer number, String word, String plural) {
        return of(number.longValue(), word, plural);
    }

    /** 420 B, 1.2 kB, 3.4 MB. */
    static String bytes(Integer size) {
        if (size < 1000) {
            return size + " B";
        }
        return size < 1_000_000
                ? String.format(Locale.ENGLISH, "%.1f kB", size / 1e3)
                : String.format(Locale.ENGLISH, "%.1f MB", size / 1e6);
    }

    /** Seconds in words: 40 s, 3 min, 2 h. */
    static String duration(Long seconds) {
        return Times.length(java.time.Duration.ofSeconds(seconds));
    }

    /** For the query part of an address. */
    static String urlEncoded(String text) {
        return java.net.URLEncoder.encode(text, java.nio.charset.StandardCharsets.UTF_8);
    }

    static Long negated(Long number) {
        return -number;
    }

    /** At most a sentence or two of a longer text. */
    static String shortened(String text) {
        return text.length() <= 160 ? text : text.substring(0, 159).stripTrailing() + "…";
    }

    /** The first letter as a capital. */
    static String capitalised(String word) {
        return word.isEmpty() ? word : word.substring(0, 1).toUpperCase(Locale.ENGLISH) + word.substring(1);
    }
}
