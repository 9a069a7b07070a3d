package io.segue.sandbox;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import io.quarkus.arc.profile.IfBuildProfile;
import io.segue.TestingHouse;
import jakarta.annotation.security.PermitAll;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Singleton;
import jakarta.ws.rs.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class SandboxPresenceTest {

    private static final JavaClasses SANDBOX = TestingHouse.CLASSES.that(resideInAPackage("io.segue.sandbox.."));

    private static final DescribedPredicate<JavaClass> LIVES = DescribedPredicate.describe(
            "are beans or resources",
            type -> type.isAnnotatedWith(Path.class)
                    || type.isAnnotatedWith(Singleton.class)
                    || type.isAnnotatedWith(ApplicationScoped.class));

    @Test
    void everyBeanAndResourceExistsOnlyInDevTestAndSandboxBuilds() {
        List<JavaClass> alive = SANDBOX.stream().filter(LIVES).toList();

        assertThat(alive)
                .hasSizeGreaterThan(15)
                .allSatisfy(type -> assertThat(
                                type.getAnnotationOfType(IfBuildProfile.class).anyOf())
                        .as(type.getName())
                        .containsExactlyInAnyOrder("dev", "test", "sandbox"));
    }

    @Test
    void everyResourceLivesUnderSandboxAndNeedsNobodySignedIn() {
        List<JavaClass> resources = SANDBOX.stream()
                .filter(type -> type.isAnnotatedWith(Path.class))
                .toList();

        assertThat(resources)
                .allSatisfy(
                        type -> assertThat(type.getAnnotationOfType(Path.class).value())
                                .as(type.getName())
                                .startsWith("/sandbox"));
        classes()
                .that()
                .areAnnotatedWith(Path.class)
                .should()
                .beAnnotatedWith(PermitAll.class)
                .check(SANDBOX);
    }

    @Test
    void theSandboxKnowsNothingOfTheProduct() {
        noClasses()
                .should()
                .dependOnClassesThat(DescribedPredicate.describe(
                        "are the product's",
                        type -> type.getPackageName().startsWith("io.segue")
                                && !type.getPackageName().startsWith("io.segue.sandbox")))
                .check(SANDBOX);
    }
}
