package io.segue.kill.agent;

import java.util.Collection;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner;
import org.jspecify.annotations.Nullable;

/** What is woven into the places; their code is copied there, so each only calls the switch. */
final class Advices {

    private Advices() {}

    static Class<?> of(Place.At at) {
        return switch (at) {
            case ENTRY -> AtEntry.class;
            case EXIT -> AtExit.class;
            case EXIT_WITH_SOME -> AtExitWithSome.class;
            case EACH_500 -> AtEach500.class;
        };
    }

    static class AtEntry {

        @Advice.OnMethodEnter
        static void enter(@Point String point) {
            Switch.hit(point);
        }
    }

    static class AtExit {

        @Advice.OnMethodExit
        static void exit(@Point String point) {
            Switch.hit(point);
        }
    }

    static class AtExitWithSome {

        @Advice.OnMethodExit
        static void exit(
                @Point String point, @Advice.Return(typing = Assigner.Typing.DYNAMIC) @Nullable Object result) {
            if (result instanceof Collection && !((Collection<?>) result).isEmpty()) {
                Switch.hit(point);
            }
        }
    }

    static class AtEach500 {

        @Advice.OnMethodEnter
        static void enter(@Point String point) {
            if (Switch.isOneOf(500)) {
                Switch.hit(point);
            }
        }
    }
}
