package io.segue;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import io.segue.platform.Secret;
import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever holds a secret shows nothing of it when it is printed. */
class SecretsTest {

    private static final String CANARY = "canary-that-nobody-may-see";

    /** Names of what is secret; the last four characters, hashes and Heap's own id of an account are not. */
    private static final Pattern SECRET = Pattern.compile("(?i).*(secret|password|(access|api|hook|refresh)token)");

    static Stream<Class<?>> recordsThatHoldASecret() {
        return TestingHouse.CLASSES.stream()
                .filter(type -> !type.getPackageName().startsWith("io.segue.sandbox"))
                .filter(JavaClass::isRecord)
                .<Class<?>>map(JavaClass::reflect)
                .filter(type -> Arrays.stream(type.getRecordComponents()).anyMatch(SecretsTest::isSecret));
    }

    @ParameterizedTest
    @MethodSource("recordsThatHoldASecret")
    void showsNothingOfItWhenItIsPrinted(Class<?> type) throws ReflectiveOperationException {
        assertThat(holding(type).toString()).doesNotContain(CANARY);
    }

    private static boolean isSecret(RecordComponent component) {
        return component.getGenericType().getTypeName().contains(Secret.class.getName())
                || SECRET.matcher(component.getName()).matches();
    }

    private static Object holding(Class<?> type) throws ReflectiveOperationException {
        RecordComponent[] components = type.getRecordComponents();
        Constructor<?> constructor = type.getDeclaredConstructor(
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
        constructor.setAccessible(true);
        return constructor.newInstance(
                Arrays.stream(components).map(SecretsTest::value).toArray());
    }

    /** The canary wherever a secret belongs, something harmless elsewhere. */
    private static Object value(RecordComponent component) {
        Class<?> type = component.getType();
        if (type == Optional.class || type == List.class) {
            List<Object> held = isSecret(component)
                    ? Stream.<Object>ofNullable(simple(inner(component), CANARY))
                            .toList()
                    : List.of();
            return type == Optional.class ? held.stream().findFirst() : held;
        }
        return simple(type, isSecret(component) ? CANARY : "64a0c3e0ac3e000000000001");
    }

    private static Class<?> inner(RecordComponent component) {
        return (Class<?>) ((ParameterizedType) component.getGenericType()).getActualTypeArguments()[0];
    }

    private static Object simple(Class<?> type, String text) {
        if (type == Secret.class) {
            return new Secret(text);
        }
        if (type == String.class) {
            return text;
        }
        if (type == boolean.class) {
            return Boolean.TRUE;
        }
        if (type == int.class) {
            return 1;
        }
        if (type == long.class) {
            return 1L;
        }
        return type.isEnum() ? type.getEnumConstants()[0] : null;
    }
}
