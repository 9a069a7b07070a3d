package io.segue.alert.send;

import java.time.Instant;

/** What a mail of alerts says. */
record AlertMailView(String headline, String detail, String url, String tenant, String target, Instant at) {}
