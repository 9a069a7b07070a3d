package io.segue.dashboard.mail;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How much may be mailed for a tenant: whoever can invite must not be able to flood a stranger. */
@ConfigMapping(prefix = "segue.mail")
interface MailConfig {

    /** So long after a mail, the same address gets no other. */
    @WithDefault("2m")
    Duration between();

    /** So many mails of invitations for one tenant within 24 hours. */
    @WithDefault("200")
    int mostADay();
}
