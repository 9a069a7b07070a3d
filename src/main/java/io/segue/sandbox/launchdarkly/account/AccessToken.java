package io.segue.sandbox.launchdarkly.account;

/** A service token of an account. */
public record AccessToken(String id, String name, String value, TokenRole role) {

    public String lastFour() {
        return lastFourOf(value);
    }

    public static String lastFourOf(String token) {
        return token.substring(Math.max(0, token.length() - 4));
    }
}
