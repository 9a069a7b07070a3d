package io.segue.api.version;

import jakarta.enterprise.util.Nonbinding;
import jakarta.interceptor.InterceptorBinding;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * An operation that compares If-Match before it changes something, both in one transaction ({@link ComparedChanges}); its
 * description says so.
 */
@InterceptorBinding
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface ChecksVersion {

    /** Whether it makes the two one by itself ({@link ComparedChange}), because it asks others before or behind them. */
    @Nonbinding
    boolean byItself() default false;
}
