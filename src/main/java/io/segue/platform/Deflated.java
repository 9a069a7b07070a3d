package io.segue.platform;

import java.io.ByteArrayOutputStream;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * What is stored in bulk (pages, the keys of calls): deflated at the fastest level, which leaves a third to a half for
 * PostgreSQL to write; a slower one would delay answers.
 */
public final class Deflated {

    private Deflated() {}

    public static byte[] deflate(byte[] clear) {
        Deflater deflater = new Deflater(Deflater.BEST_SPEED);
        try {
            deflater.setInput(clear);
            deflater.finish();
            ByteArrayOutputStream out = new ByteArrayOutputStream(clear.length / 3 + 64);
            byte[] buffer = new byte[16 * 1024];
            while (!deflater.finished()) {
                out.write(buffer, 0, deflater.deflate(buffer));
            }
            return out.toByteArray();
        } finally {
            deflater.end();
        }
    }

    /** The size is what was stored beside it. */
    public static byte[] inflate(byte[] deflated, int size) {
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(deflated);
            byte[] clear = new byte[size];
            int done = 0;
            while (done < size && !inflater.finished()) {
                int got = inflater.inflate(clear, done, size - done);
                if (got == 0 && (inflater.needsInput() || inflater.needsDictionary())) {
                    break;
                }
                done += got;
            }
            if (done != size) {
                throw new IllegalStateException(
                        "Reading what was stored deflated: expected " + size + " bytes, got " + done);
            }
            return clear;
        } catch (DataFormatException e) {
            throw new IllegalStateException("Reading what was stored deflated: it is not what we stored", e);
        } finally {
            inflater.end();
        }
    }
}
