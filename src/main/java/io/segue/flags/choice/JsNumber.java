package io.segue.flags.choice;

import java.math.BigDecimal;

/** Numbers as JavaScript writes them: plain from 1e-7 up to below 1e21, and nothing behind the point that says nothing. */
final class JsNumber {

    private static final int MOST_PLAIN_DIGITS = 21;
    private static final int MOST_PLAIN_ZEROS = 6;

    private JsNumber() {}

    static String text(double number) {
        if (Double.isNaN(number) || Double.isInfinite(number)) {
            return "null";
        }
        if (number == 0) {
            return "0";
        }
        BigDecimal shortest = new BigDecimal(Double.toString(number)).stripTrailingZeros();
        String digits = shortest.unscaledValue().abs().toString();
        // The number is 0.digits times ten to the power of this.
        int point = digits.length() - shortest.scale();
        return (number < 0 ? "-" : "") + text(digits, point);
    }

    private static String text(String digits, int point) {
        if (point > MOST_PLAIN_DIGITS || point <= -MOST_PLAIN_ZEROS) {
            int exponent = point - 1;
            String rest = digits.length() == 1 ? "" : "." + digits.substring(1);
            return digits.charAt(0) + rest + "e" + (exponent < 0 ? "-" : "+") + Math.abs(exponent);
        }
        if (point >= digits.length()) {
            return digits + "0".repeat(point - digits.length());
        }
        return point > 0
                ? digits.substring(0, point) + "." + digits.substring(point)
                : "0." + "0".repeat(-point) + digits;
    }
}
