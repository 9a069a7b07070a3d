package io.segue;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import io.quarkus.security.Authenticated;
import io.segue.tenant.TenantRole;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.annotation.Annotation;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The plan of the house: which room may know which, and what holds in every room. */
class HouseTest {

    private static final JavaClasses HOUSE = TestingHouse.CLASSES;

    /** Each room, and the rooms that it may know. */
    private static final Map<String, List<String>> ARROWS = Map.ofEntries(
            Map.entry("platform", List.of()),
            Map.entry("web", List.of("platform")),
            Map.entry("session", List.of("platform")),
            Map.entry("tenant", List.of("web", "platform")),
            Map.entry("audit", List.of("tenant", "web", "platform")),
            Map.entry("api", List.of("tenant", "web", "platform")),
            Map.entry("segment", List.of("audit", "tenant", "api", "web", "platform")),
            Map.entry("connection", List.of("audit", "tenant", "api", "web", "platform")),
            Map.entry("inbox", List.of("segment", "audit", "tenant", "api", "web", "platform")),
            Map.entry("sync", List.of("segment", "connection", "audit", "tenant", "api", "web", "platform")),
            Map.entry("flags", List.of("segment", "connection", "audit", "tenant", "api", "web", "platform")),
            Map.entry(
                    "erasure",
                    List.of("sync", "inbox", "segment", "connection", "audit", "tenant", "api", "web", "platform")),
            Map.entry("alert", List.of("sync", "audit", "tenant", "api", "web", "platform")),
            Map.entry(
                    "configuration",
                    List.of(
                            "alert",
                            "sync",
                            "inbox",
                            "segment",
                            "connection",
                            "audit",
                            "tenant",
                            "api",
                            "web",
                            "platform")),
            Map.entry("cli", List.of("web")),
            Map.entry(
                    "dashboard",
                    List.of(
                            "alert",
                            "erasure",
                            "sync",
                            "inbox",
                            "segment",
                            "connection",
                            "audit",
                            "tenant",
                            "api",
                            "web",
                            "platform")),
            Map.entry(
                    "heap",
                    List.of(
                            "erasure",
                            "flags",
                            "inbox",
                            "connection",
                            "segment",
                            "audit",
                            "tenant",
                            "api",
                            "web",
                            "platform")),
            Map.entry("launchdarkly", List.of("sync", "flags", "connection", "platform", "web")),
            Map.entry("sandbox", List.of()));

    private static final List<Class<? extends Annotation>> WHO_MAY =
            List.of(PermitAll.class, Authenticated.class, RolesAllowed.class);

    static Set<String> everyRoom() {
        return ARROWS.keySet();
    }

    @ParameterizedTest
    @MethodSource("everyRoom")
    void aRoomKnowsOnlyTheRoomsBelowIt(String room) {
        String[] known = Stream.concat(Stream.of(room), ARROWS.get(room).stream())
                .map(name -> "io.segue." + name + "..")
                .toArray(String[]::new);

        classes()
                .that()
                .resideInAPackage("io.segue." + room + "..")
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(known).or(resideOutsideOfPackage("io.segue..")))
                .check(HOUSE);
    }

    @Test
    void everyRoomIsOnThePlan() {
        Set<String> rooms = HOUSE.stream()
                .map(JavaClass::getPackageName)
                .filter(name -> name.startsWith("io.segue."))
                .map(name -> name.split("\\.")[2])
                .collect(Collectors.toSet());

        assertThat(rooms).isEqualTo(ARROWS.keySet());
    }

    /** Where everything starts begins some of them, too. */
    @Test
    void nobodyKnowsTheOuterRooms() {
        for (String room : List.of("session", "heap", "launchdarkly", "dashboard", "configuration", "sandbox")) {
            noClasses()
                    .that()
                    .resideOutsideOfPackages("io.segue", "io.segue." + room + "..")
                    .should()
                    .dependOnClassesThat(resideInAPackage("io.segue." + room + ".."))
                    .check(HOUSE);
        }
    }

    @Test
    void noTwoRoomsKnowEachOther() {
        slices().matching("io.segue.(*)..").should().beFreeOfCycles().check(HOUSE);
    }

    @Test
    void noTwoPackagesKnowEachOther() {
        slices().matching("io.segue.(**)").should().beFreeOfCycles().check(HOUSE);
    }

    @Test
    void noPackageHoldsMoreThanTwentyTypes() {
        Map<String, Long> sizes = HOUSE.stream()
                .filter(type -> type.isTopLevelClass() && !type.getSimpleName().equals("package-info"))
                .collect(Collectors.groupingBy(JavaClass::getPackageName, Collectors.counting()));

        assertThat(sizes).allSatisfy((name, size) -> assertThat(size).as(name).isLessThanOrEqualTo(20));
    }

    @Test
    void onlyClocksAsksTheSystemForTheTime() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName("io.segue.platform.Clocks")
                .and()
                .resideOutsideOfPackage("io.segue.sandbox..")
                .should()
                .accessTargetWhere(describe("the time of the system is asked for", HouseTest::asksForTheTime))
                .check(HOUSE);
    }

    @Test
    void theSignatureIsComparedInConstantTimeOnly() {
        JavaClass signature = HOUSE.get("io.segue.heap.HeapSignature");

        assertThat(signature.getAccessesFromSelf())
                .noneMatch(
                        access -> isOn(access, Arrays.class) && access.getName().contains("quals"))
                .anyMatch(access -> access.getName().equals("isEqual"));
    }

    @Test
    void everyEndpointSaysWhoMayCallIt() {
        List<JavaMethod> endpoints =
                HOUSE.stream().flatMap(HouseTest::endpoints).toList();

        assertThat(endpoints)
                .hasSizeGreaterThan(50)
                .allSatisfy(endpoint -> assertThat(WHO_MAY)
                        .as(endpoint.getFullName())
                        .anyMatch(who -> isOnMethodOrClass(endpoint, who)));
    }

    @Test
    void everyEndpointOfATenantNamesTheRoleItAsksFor() {
        List<JavaMethod> endpoints = HOUSE.stream()
                .filter(HouseTest::isOfTenant)
                .flatMap(HouseTest::endpoints)
                .toList();

        assertThat(endpoints)
                .hasSizeGreaterThan(30)
                .allSatisfy(endpoint -> assertThat(isOnMethodOrClass(endpoint, TenantRole.class))
                        .as(endpoint.getFullName())
                        .isTrue());
    }

    private static boolean asksForTheTime(JavaAccess<?> access) {
        boolean takesNothing = access.getTarget().getFullName().endsWith("()");
        boolean isNow = access.getTargetOwner().getPackageName().equals("java.time")
                && access.getName().equals("now")
                && takesNothing;
        boolean isSystemClock = isOn(access, Clock.class) && access.getName().startsWith("system");
        return isNow
                || isSystemClock
                || (isOn(access, System.class) && access.getName().equals("currentTimeMillis"));
    }

    private static boolean isOn(JavaAccess<?> access, Class<?> owner) {
        return access.getTargetOwner().isEquivalentTo(owner);
    }

    private static Stream<JavaMethod> endpoints(JavaClass house) {
        return house.getMethods().stream()
                .filter(method -> method.isMetaAnnotatedWith(HttpMethod.class) || method.isAnnotatedWith(Path.class));
    }

    private static boolean isOfTenant(JavaClass house) {
        String path = house.tryGetAnnotationOfType(Path.class).map(Path::value).orElse("");
        return path.startsWith("/t/{tenant}")
                || (path.startsWith("/api/v1") && !house.isAnnotatedWith(RolesAllowed.class));
    }

    private static boolean isOnMethodOrClass(JavaMethod method, Class<? extends Annotation> annotation) {
        return method.isAnnotatedWith(annotation) || method.getOwner().isAnnotatedWith(annotation);
    }
}
