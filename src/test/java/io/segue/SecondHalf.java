package io.segue;

import org.junit.platform.suite.api.ExcludeClassNamePatterns;
import org.junit.platform.suite.api.IncludeClassNamePatterns;
import org.junit.platform.suite.api.SelectPackages;
import org.junit.platform.suite.api.Suite;

/** Whatever is not in {@link FirstHalf}. */
@Suite
@SelectPackages("io.segue")
@IncludeClassNamePatterns(".*Test")
@ExcludeClassNamePatterns(FirstHalf.CLASSES)
class SecondHalf {}
