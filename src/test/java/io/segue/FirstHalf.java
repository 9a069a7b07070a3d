package io.segue;

import org.junit.platform.suite.api.IncludeClassNamePatterns;
import org.junit.platform.suite.api.SelectPackages;
import org.junit.platform.suite.api.Suite;

/**
 * What the first of two processes tests, with an application and a database of its own, while the other one goes through
 * {@link SecondHalf}. Surefire would give each of them one class after the other, and Quarkus would start for each.
 */
@Suite
@SelectPackages("io.segue")
@IncludeClassNamePatterns(FirstHalf.CLASSES)
class FirstHalf {

    /** About as long as all others together. */
    static final String CLASSES = "io\\.segue\\.(access|api|flags|sync)\\..*Test";
}
