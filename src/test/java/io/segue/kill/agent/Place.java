package io.segue.kill.agent;

import static net.bytebuddy.matcher.ElementMatchers.isMethod;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.matcher.ElementMatcher;

/** Where in the product a failpoint lies: in which method, and at which end of it. */
enum Place {
    F1("io.segue.web.gate.HookGate", "admit", At.ENTRY),
    F2("io.segue.heap.HeapHookResource", "take", At.ENTRY),
    F3("io.segue.inbox.intake.DeliverySql", "claimKey", At.ENTRY),
    F4("io.segue.inbox.intake.DeliverySql", "insert", At.EXIT),
    F5("io.segue.inbox.intake.DeliveryLog", "store", 3, At.EXIT),
    F7("io.segue.segment.SegmentChange", "begin", At.EXIT),
    F8("io.segue.segment.Staging", "add", At.EACH_500),
    F9("io.segue.inbox.apply.DeliveryStore", "markApplied", At.EXIT),
    F10("io.segue.inbox.observe.ApplyWatch", "applied", At.ENTRY),
    F11("io.segue.sync.claim.Claims", "lease", At.EXIT_WITH_SOME),
    F12("io.segue.sync.claim.Claims", "claim", At.EXIT_WITH_SOME),
    /** Who calls. F13 and F14 lie at the other end: it says when a call is half there, and when it is applied. */
    CALL("io.segue.launchdarkly.LaunchDarklySegmentTarget", "send", At.ENTRY),
    F15("io.segue.sync.engine.Confirmer", "answered", At.ENTRY),
    F16("io.segue.sync.engine.RunLog", "progress", At.EXIT),
    F17("io.segue.sync.engine.Confirmer", "writtenOf", At.EXIT),
    F18("io.segue.sync.pace.RetryPlan", "of", At.EXIT),
    F19("io.segue.connection.Setback", "of", At.EXIT),
    F20("io.segue.sync.engine.Refusals", "cut", At.EXIT),
    F21("io.segue.inbox.replay.Replays", "carryOut", At.EXIT),
    F22("io.segue.platform.rotation.SealedValues", "sealAgain", At.EXIT),
    F23("org.flywaydb.core.internal.command.DbMigrate", "doMigrateGroup", At.EXIT),
    F24("io.segue.inbox.apply.Applier", "stop", At.ENTRY),
    F24_RUNS("io.segue.sync.dispatch.SyncDispatcher", "stop", At.EXIT);

    /** Which end of the method, and when. */
    enum At {
        ENTRY,
        EXIT,
        EXIT_WITH_SOME,
        EACH_500
    }

    private static final int ANY = -1;

    private final String type;
    private final String method;
    private final int arguments;
    private final At at;

    Place(String type, String method, At at) {
        this(type, method, ANY, at);
    }

    Place(String type, String method, int arguments, At at) {
        this.type = type;
        this.method = method;
        this.arguments = arguments;
        this.at = at;
    }

    String type() {
        return type;
    }

    At at() {
        return at;
    }

    ElementMatcher<MethodDescription> method() {
        ElementMatcher.Junction<MethodDescription> found = isMethod().and(named(method));
        return arguments == ANY ? found : found.and(takesArguments(arguments));
    }

    /** What a test calls it. */
    String point() {
        return name().replaceAll("_.*", "");
    }
}
