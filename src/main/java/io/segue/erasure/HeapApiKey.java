package io.segue.erasure;

import io.segue.platform.Secret;

/** What Heap's deletion API asks for: the id of the main production environment, and a key of the account. */
public record HeapApiKey(String appId, Secret key) {}
