package io.segue.api.version;

import jakarta.annotation.Priority;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;

/** Makes all of an operation that compares If-Match a {@link ComparedChange}, unless it does so by itself. */
@ChecksVersion
@Interceptor
@Priority(Interceptor.Priority.APPLICATION)
public class ComparedChanges {

    private final ComparedChange change;

    ComparedChanges(ComparedChange change) {
        this.change = change;
    }

    @AroundInvoke
    Object compare(InvocationContext call) throws Exception {
        return call.getMethod().getAnnotation(ChecksVersion.class).byItself()
                ? call.proceed()
                : change.together(call::proceed);
    }
}
