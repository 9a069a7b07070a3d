package io.segue.alert;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.time.ZoneId;

/** How what is wrong is noticed, and how persistently it is told. */
@ConfigMapping(prefix = "segue.alerts")
public interface AlertConfig {

    /** How often what is wrong is compared with what was told; "off" on no node of this installation's looks. */
    @WithDefault("20s")
    String lookEvery();

    /** How often this installation looks for notices that are due. */
    @WithDefault("5s")
    String sendEvery();

    /** What looks well for so long is over; before that, nothing is told of it. */
    @WithDefault("5m")
    Duration settle();

    /** More alerts of one kind at once are told as one. */
    @WithDefault("10")
    int mostOfAKind();

    /** The zone of quiet hours unless a tenant names its own. */
    @WithDefault("UTC")
    ZoneId zone();

    /** A notice that could not be delivered for so long is given up. */
    @WithDefault("24h")
    Duration giveUpAfter();

    /** How long one call may take, from the name's look-up to the answer. */
    @WithDefault("10s")
    Duration callTime();

    /** Calls of this node's at the same time. */
    @WithDefault("8")
    int callsAtOnce();

    /** Targets of one tenant. */
    @WithDefault("20")
    int mostTargets();

    /** So long after a test of a target there is no other one. */
    @WithDefault("10s")
    Duration betweenTests();

    /** How long a webhook's secret before stays in use beside the new one. */
    @WithDefault("24h")
    Duration overlap();

    /** How long alerts that are over, and the log of deliveries, are kept. */
    @WithDefault("2160h")
    Duration keep();

    /** Where PagerDuty takes events. */
    @WithDefault("https://events.pagerduty.com/v2/enqueue")
    URI pagerdutyUrl();

    /** The same, of its European region. */
    @WithDefault("https://events.eu.pagerduty.com/v2/enqueue")
    URI pagerdutyEuUrl();
}
