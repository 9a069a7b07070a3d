package io.segue.kill.agent;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/** The name of the failpoint, as the advice is woven in. */
@Retention(RetentionPolicy.RUNTIME)
@interface Point {}
