package io.segue.api.document;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.AnnotationValue;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.DotName;
import org.jboss.jandex.IndexView;
import org.jboss.jandex.MethodInfo;
import org.jboss.jandex.Type;

/** The operations of the API as the code has them, by method and path. */
record Endpoints(Map<String, Endpoint> byShape) {

    private static final DotName PATH = DotName.createSimple("jakarta.ws.rs.Path");
    private static final DotName ROLE = DotName.createSimple("io.segue.tenant.TenantRole");
    private static final DotName VERSION = DotName.createSimple("io.segue.api.version.ChecksVersion");
    private static final DotName STATUS = DotName.createSimple("org.jboss.resteasy.reactive.ResponseStatus");
    private static final String API = "/api/v1";

    static Endpoints of(IndexView index) {
        Map<String, Endpoint> found = new HashMap<>();
        index.getAnnotations(PATH).stream()
                .filter(path -> path.target().kind() == org.jboss.jandex.AnnotationTarget.Kind.CLASS)
                .filter(path -> path.value().asString().startsWith(API))
                .map(path -> path.target().asClass())
                .flatMap(resource -> resource.methods().stream())
                .forEach(method -> Stream.of("GET", "POST", "PUT", "DELETE")
                        .filter(verb -> method.hasAnnotation("jakarta.ws.rs." + verb))
                        .forEach(verb -> {
                            Endpoint endpoint = endpoint(verb, method);
                            found.put(shape(verb, endpoint.path()), endpoint);
                        }));
        return new Endpoints(found);
    }

    Endpoint get(String method, String path) {
        return Optional.ofNullable(byShape.get(shape(method, path)))
                .orElseThrow(() -> new IllegalStateException(
                        "Completing the API's description: expected an operation of ours, got " + method + " " + path));
    }

    private static Endpoint endpoint(String verb, MethodInfo method) {
        ClassInfo resource = method.declaringClass();
        String path = path(resource.declaredAnnotation(PATH)) + path(method.annotation(PATH));
        return new Endpoint(
                verb,
                path.replaceAll("/+", "/").replaceFirst("/$", ""),
                Optional.ofNullable(method.annotation(ROLE))
                        .or(() -> Optional.ofNullable(resource.declaredAnnotation(ROLE)))
                        .map(role -> role.value().asEnum().toLowerCase(java.util.Locale.ROOT)),
                method.hasAnnotation(VERSION),
                status(method));
    }

    private static Optional<String> status(MethodInfo method) {
        return Optional.ofNullable(method.annotation(STATUS))
                .map(status -> Integer.toString(status.value().asInt()))
                .or(() -> method.returnType().kind() == Type.Kind.VOID ? Optional.of("204") : Optional.empty());
    }

    private static String path(@org.jspecify.annotations.Nullable AnnotationInstance path) {
        return Optional.ofNullable(path)
                .map(AnnotationInstance::value)
                .map(AnnotationValue::asString)
                .map(text -> "/" + text)
                .orElse("");
    }

    private static String shape(String method, String path) {
        return method + " " + path.replaceAll("\\{[^}]*}", "{}");
    }
}
