package io.segue.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import io.segue.TestingHouse;
import io.segue.tenant.Role;
import io.segue.tenant.TenantRole;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A new address without a row in the table, and so without a stranger who tries it, fails here. */
class EndpointsTest {

    private static final Map<String, JavaMethod> WRITTEN = TestingHouse.CLASSES.stream()
            .filter(type -> !type.getPackageName().startsWith("io.segue.sandbox"))
            .filter(type -> type.isAnnotatedWith(Path.class))
            .flatMap(type -> type.getMethods().stream())
            .filter(method -> method.isMetaAnnotatedWith(HttpMethod.class))
            .collect(Collectors.toMap(EndpointsTest::shape, method -> method, (a, b) -> a, TreeMap::new));

    @Test
    void everyAddressOfTheCodeHasARow() {
        TreeSet<String> listed = everyRow().map(Endpoint::shape).collect(Collectors.toCollection(TreeSet::new));
        listed.addAll(Endpoints.OPEN);

        assertThat(listed).isEqualTo(WRITTEN.keySet());
    }

    @Test
    void everyRowAsksForTheRoleThatTheCodeAsksFor() {
        List<Endpoint> rows = everyRow().toList();

        assertThat(rows)
                .hasSizeGreaterThan(50)
                .allSatisfy(row -> assertThat(roleOf(WRITTEN.get(row.shape())))
                        .as(row.toString())
                        .isEqualTo(row.least()));
    }

    @Test
    void onlyPagesAndTheApiNameATenant() {
        assertThat(WRITTEN.keySet())
                .filteredOn(shape -> !Endpoints.OPEN.contains(shape))
                .allMatch(shape -> shape.matches("[A-Z]+ /(api/v1|t/\\{}|support)(/.*)?"));
    }

    private static Stream<Endpoint> everyRow() {
        return Stream.of(Endpoints.API, Endpoints.SUPPORT_API, PageEndpoints.PAGES, PageEndpoints.SUPPORT_PAGES)
                .flatMap(List::stream);
    }

    private static Optional<Role> roleOf(JavaMethod method) {
        return method.tryGetAnnotationOfType(TenantRole.class)
                .or(() -> method.getOwner().tryGetAnnotationOfType(TenantRole.class))
                .map(TenantRole::value);
    }

    private static String shape(JavaMethod method) {
        String verb = method.getAnnotations().stream()
                .map(annotation -> annotation.getRawType().tryGetAnnotationOfType(HttpMethod.class))
                .flatMap(Optional::stream)
                .findFirst()
                .orElseThrow()
                .value();
        JavaClass owner = method.getOwner();
        String path = owner.getAnnotationOfType(Path.class).value() + "/"
                + method.tryGetAnnotationOfType(Path.class).map(Path::value).orElse("");
        String plain = path.replaceAll("/+", "/");
        return Endpoint.shape(verb, plain.length() > 1 ? plain.replaceFirst("/$", "") : plain);
    }
}
