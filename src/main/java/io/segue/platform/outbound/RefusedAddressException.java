package io.segue.platform.outbound;

/** An address that a tenant named is not called, and why, in words that can stand behind "expected …, got". */
public class RefusedAddressException extends Exception {

    private static final long serialVersionUID = 1L;

    RefusedAddressException(String why) {
        super(why);
    }

    public String why() {
        return String.valueOf(getMessage());
    }
}
