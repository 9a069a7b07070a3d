package io.segue.kill.agent;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.none;

import java.lang.instrument.Instrumentation;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.agent.builder.AgentBuilder;
import net.bytebuddy.asm.Advice;

/** Begins before the product does: weaves in every failpoint, and every rule that may be broken. */
public final class FailpointAgent {

    private FailpointAgent() {}

    /** The argument is the port where the test listens. */
    public static void premain(String argument, Instrumentation instrumentation) throws Exception {
        // The bodies of lambdas count, too.
        AgentBuilder agent = new AgentBuilder.Default(new ByteBuddy().ignore(none()))
                .with(AgentBuilder.Listener.StreamWriting.toSystemError().withErrorsOnly());
        for (Place place : Place.values()) {
            agent = woven(agent, place);
        }
        for (Breakage breakage : Breakage.values()) {
            agent = breakage.woven(agent);
        }
        agent.installOn(instrumentation);
        Switch.connect(Integer.parseInt(argument));
    }

    private static AgentBuilder woven(AgentBuilder agent, Place place) {
        Advice advice =
                Advice.withCustomMapping().bind(Point.class, place.point()).to(Advices.of(place.at()));
        return agent.type(named(place.type()))
                .transform((builder, type, loader, module, domain) -> builder.visit(advice.on(place.method())));
    }
}
