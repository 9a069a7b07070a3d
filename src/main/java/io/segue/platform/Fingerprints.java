package io.segue.platform;

import jakarta.enterprise.context.ApplicationScoped;

/** Keyed fingerprints of secrets: equal for equal secrets, telling nothing of them without the installation's key. */
@ApplicationScoped
public class Fingerprints {

    private final InstallationKeys keys;

    Fingerprints(InstallationKeys keys) {
        this.keys = keys;
    }

    public byte[] of(Secret secret) {
        return MasterKey.hmac(keys.fingerprintKey(), secret.bytes());
    }
}
