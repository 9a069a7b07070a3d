package io.segue.launchdarkly.export;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;

/**
 * The file of an export, read as leniently as can be, since LaunchDarkly does not say what it looks like: one key a line or
 * a table with commas (as the files that it takes), or JSON; compressed or not. Nothing of it is kept in memory.
 */
public class ExportFile {

    private static final int LOOK_AHEAD = 64 * 1024;
    private static final int GZIP_FIRST = 0x1f;
    private static final int GZIP_SECOND = 0x8b;
    private static final int BYTE_ORDER_MARK = 0xFEFF;

    private final Consumer<String> key;

    public ExportFile(Consumer<String> key) {
        this.key = key;
    }

    public void read(InputStream file) throws IOException {
        BufferedReader text =
                new BufferedReader(new InputStreamReader(unpacked(file), StandardCharsets.UTF_8), LOOK_AHEAD);
        int first = firstLetter(text);
        if (first == '{' || first == '[') {
            new ExportJson(key).read(text);
        } else if (first >= 0) {
            new ExportTable(key).read(text);
        }
    }

    private static InputStream unpacked(InputStream file) throws IOException {
        BufferedInputStream bytes = new BufferedInputStream(file, LOOK_AHEAD);
        bytes.mark(2);
        boolean isPacked = bytes.read() == GZIP_FIRST && bytes.read() == GZIP_SECOND;
        bytes.reset();
        return isPacked ? new GZIPInputStream(bytes, LOOK_AHEAD) : bytes;
    }

    /** Without taking it; -1 at the end. */
    private static int firstLetter(Reader text) throws IOException {
        int letter;
        do {
            text.mark(1);
            letter = text.read();
        } while (letter == BYTE_ORDER_MARK || (letter >= 0 && Character.isWhitespace(letter)));
        if (letter >= 0) {
            text.reset();
        }
        return letter;
    }
}
