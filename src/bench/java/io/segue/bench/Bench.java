package io.segue.bench;

/** Program. */
public final class Bench {
    public static void main(String[] args) {
        System.out.println(java.util.Arrays.toString(args)
                + System.getProperty("java.class.path").length()
                + io.segue.platform.EmbeddedDatabase.class);
    }
}
