package io.segue.flags.reporter;

/** LaunchDarkly's SDKs as they are on npm: the first with contexts, the last before, and the newest. */
enum TestingSdk {
    V2_10("2.10.2", "2", "ldclient-js/dist/ldclient.min.js"),
    V2_24("2.24.2", "2", "launchdarkly-js-client-sdk-2/dist/ldclient.min.js"),
    V3("3.9.5", "3", "launchdarkly-js-client-sdk/dist/ldclient.min.js"),
    V4("4.10.3", "4", "@launchdarkly/js-client-sdk/dist/index.js");

    private final String version;
    private final String major;
    private final String file;

    TestingSdk(String version, String major, String file) {
        this.version = version;
        this.major = major;
        this.file = file;
    }

    String major() {
        return major;
    }

    String file() {
        return file;
    }

    boolean hasContexts() {
        return !major.equals("2");
    }

    /** The newest has no global: a page imports it. */
    String element() {
        return this == V4
                ? "<script type=\"module\">import { createClient } from '/sdk/V4';"
                        + " window.createClient = createClient;</script>"
                : "<script src=\"/sdk/" + name() + "\"></script>";
    }

    /** Who someone is, as this SDK is told. */
    String user(String key) {
        return hasContexts() ? "{kind: 'user', key: '" + key + "'}" : "{key: '" + key + "'}";
    }

    String anonymous() {
        return hasContexts() ? "{kind: 'user', anonymous: true}" : "{anonymous: true}";
    }

    @Override
    public String toString() {
        return "SDK " + version;
    }
}
