package io.segue.tenant;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The role in the request's tenant that an endpoint asks for. {@link TenantFilter} resolves the tenant from the path
 * parameter {@code tenant} or from the API token, and answers 404 to everyone who does not belong to it.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface TenantRole {
    Role value();

    /**
     * Whether support may open it with a look, and the role itself while the tenant is suspended, though it asks for more
     * than a viewer; it must change nothing.
     */
    boolean opensToLooks() default false;
}
