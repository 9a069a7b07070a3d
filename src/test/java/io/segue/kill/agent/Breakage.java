package io.segue.kill.agent;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import java.lang.reflect.Method;
import java.util.concurrent.TimeUnit;
import net.bytebuddy.agent.builder.AgentBuilder;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.implementation.bytecode.assign.Assigner;
import net.bytebuddy.matcher.ElementMatcher;
import org.jspecify.annotations.Nullable;

/** A rule that everything rests on, broken: the matrix must notice. */
public enum Breakage {
    /** The answer to Heap no longer waits for the commit. */
    ACK_BEFORE_COMMIT("io.segue.inbox.intake.DeliveryLog", named("store").and(takesArguments(3)), StoredLater.class),
    /** Whoever lost the lease may write all the same. */
    NO_FENCE(
            "io.agroal.pool.wrapper.ConnectionWrapper",
            named("prepareStatement").and(takesArguments(String.class)),
            AnyFence.class),
    /** Keys count as delivered once they are planned: no batch stays open. */
    DELIVERED_BEFORE_THE_CALL(
            "io.segue.sync.engine.BatchJournal", named("openBatches").and(takesArguments(2)), NotAtAll.class);

    private final String type;
    private final ElementMatcher<? super MethodDescription> method;
    private final Class<?> advice;

    Breakage(String type, ElementMatcher<? super MethodDescription> method, Class<?> advice) {
        this.type = type;
        this.method = method;
        this.advice = advice;
    }

    AgentBuilder woven(AgentBuilder agent) {
        return agent.type(named(type))
                .transform((builder, described, loader, module, domain) ->
                        builder.visit(Advice.to(advice).on(method)));
    }

    static class StoredLater {

        /** The third argument is what is answered. */
        @Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class)
        static boolean enter(
                @Advice.This Object self, @Advice.Origin Method method, @Advice.AllArguments Object[] arguments) {
            return Later.isPutOff(self, method, arguments);
        }

        @Advice.OnMethodExit
        static void exit(
                @Advice.Enter boolean isPutOff,
                @Advice.Argument(2) Object wanted,
                @Advice.Return(readOnly = false, typing = Assigner.Typing.DYNAMIC) @Nullable Object result) {
            if (isPutOff) {
                result = wanted;
            }
        }
    }

    static class AnyFence {

        @Advice.OnMethodEnter
        static void enter(@Advice.Argument(value = 0, readOnly = false) String sql) {
            if (Switch.isBroken("NO_FENCE")) {
                sql = sql.replace("and fence = ?", "and (fence = ? or true)");
            }
        }
    }

    static class NotAtAll {

        @Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class)
        static boolean enter() {
            return Switch.isBroken("DELIVERED_BEFORE_THE_CALL");
        }
    }

    /** Calls the method once more, soon, on another thread. */
    public static final class Later {

        private static final ThreadLocal<Boolean> IS_LATER = ThreadLocal.withInitial(() -> false);

        private Later() {}

        /** Called from within the product. */
        public static boolean isPutOff(Object self, Method method, Object[] arguments) {
            if (IS_LATER.get() || !Switch.isBroken("ACK_BEFORE_COMMIT")) {
                return false;
            }
            Thread later = new Thread(() -> call(self, method, arguments));
            later.setContextClassLoader(Thread.currentThread().getContextClassLoader());
            later.start();
            return true;
        }

        private static void call(Object self, Method method, Object[] arguments) {
            try {
                TimeUnit.MILLISECONDS.sleep(300);
                IS_LATER.set(true);
                method.setAccessible(true);
                method.invoke(self, arguments);
            } catch (ReflectiveOperationException e) {
                // Not stored: that is what may happen in a build so broken.
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
