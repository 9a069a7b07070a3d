package io.segue;

import static io.restassured.RestAssured.given;

import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sends a page's form as a browser does: with the cookie and the hidden field that the page brought. */
public final class TestingForms {

    private static final Pattern TOKEN = Pattern.compile("name=\"(csrf-token)\" value=\"([^\"]+)\"");

    private TestingForms() {}

    /** A field may have several values: then a list. */
    public static Response post(String page, String action, Map<String, ?> fields) {
        return post(given(), page, action, fields);
    }

    /** As a form does that htmx sends. */
    public static Response postAsHtmx(String page, String action, Map<String, ?> fields) {
        return post(given().header("HX-Request", "true"), page, action, fields);
    }

    /** As a browser that says more. */
    public static Response post(RequestSpecification request, String page, String action, Map<String, ?> fields) {
        Response shown = given().get(page);
        Matcher token = TOKEN.matcher(shown.asString());
        if (!token.find()) {
            throw new AssertionError("Posting a form of " + page + ": expected a form with a token, got "
                    + shown.statusCode() + "\n" + shown.asString());
        }
        Map<String, Object> all = new HashMap<>(fields);
        all.put(token.group(1), token.group(2));
        return request.cookies(shown.cookies())
                .redirects()
                .follow(false)
                .formParams(all)
                .post(action);
    }
}
