package io.segue.tenant;

/** A tenant that someone may act in, and as what. */
public record TenantAccess(long id, String slug, String name, TenantState state, Role role, String actor) {}
