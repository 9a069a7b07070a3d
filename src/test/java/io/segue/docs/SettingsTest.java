package io.segue.docs;

import static java.util.function.Predicate.not;
import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The table of settings in docs/operations.md has every setting that there is, with its default, and no other. */
class SettingsTest {

    private static final Path SOURCES = Path.of("src/main/java");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| ((?:`segue\\.[^`]+`(?:, )?)+) \\| ([^|]*) \\|");
    private static final Pattern SINGLY_READ =
            Pattern.compile("(?:ConfigProperty\\(name = \"|getOptionalValues?\\(\\s*\"|\\$\\{)(segue\\.[a-z.-]+)");
    private static final Pattern WORD = Pattern.compile("`([^`]+)`");
    private static final Pattern KEY = Pattern.compile("<[^>]+>");

    /** Settings that are read one by one, where there is no configuration yet, or for one value. */
    private static final Map<String, String> SINGLE = Map.of(
            "segue.url", "http://localhost:8080",
            "segue.data.folder", "data",
            "segue.data.port", "0");

    /** A default that is none is told in words. */
    private static final String NONE = "";

    @Test
    void theTableHasEverySettingAndNoOther() throws Exception {
        assertThat(documented().keySet()).isEqualTo(settings().keySet());
    }

    @Test
    void theTableTellsTheDefaults() throws Exception {
        assertThat(documented()).isEqualTo(settings());
    }

    @Test
    void whatIsReadByItselfIsInTheTable() throws Exception {
        List<String> read = new ArrayList<>();
        for (Path file : sources()) {
            SINGLY_READ.matcher(Files.readString(file)).results().forEach(found -> read.add(found.group(1)));
        }

        assertThat(read).hasSizeGreaterThan(5);
        assertThat(settings().keySet()).containsAll(read);
    }

    /** Defaults by name, in the order of the names of a row; what is in the map of a tenant has a placeholder. */
    private static Map<String, String> documented() throws IOException {
        Map<String, String> found = new TreeMap<>();
        ROW.matcher(Files.readString(Path.of("docs/operations.md"))).results().forEach(row -> {
            List<String> names = words(row.group(1));
            List<String> defaults = row.group(2).startsWith("`") ? words(row.group(2)) : List.of();
            for (int i = 0; i < names.size(); i++) {
                found.put(
                        KEY.matcher(names.get(i)).replaceAll("<>"),
                        i < defaults.size() ? defaults.get(i).toLowerCase(Locale.ROOT) : NONE);
            }
        });
        return found;
    }

    private static List<String> words(String text) {
        return WORD.matcher(text)
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList();
    }

    private static Map<String, String> settings() throws Exception {
        Map<String, String> all = new TreeMap<>(SINGLE);
        for (Path file : sources()) {
            if (Files.readString(file).contains("@ConfigMapping(")) {
                Class<?> type = Class.forName(
                        SOURCES.relativize(file).toString().replace(".java", "").replace('/', '.'));
                Stream.concat(Stream.of(type), Arrays.stream(type.getDeclaredClasses()))
                        .filter(one -> one.isAnnotationPresent(ConfigMapping.class))
                        .forEach(one ->
                                add(one.getAnnotation(ConfigMapping.class).prefix(), one, all));
            }
        }
        // Of the sandbox alone, and told in one row.
        all.keySet().removeIf(name -> name.startsWith("segue.sandbox.tenants."));
        all.put("segue.sandbox.tenants.<>.*", NONE);
        return all;
    }

    private static List<Path> sources() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList();
        }
    }

    private static void add(String prefix, Class<?> type, Map<String, String> all) {
        for (Method method : type.getMethods()) {
            if (Modifier.isAbstract(method.getModifiers())) {
                add(prefix + "." + dashed(method.getName()), method, all);
            }
        }
    }

    private static void add(String name, Method method, Map<String, String> all) {
        Type type = method.getGenericReturnType();
        if (method.getReturnType() == Map.class) {
            Type value = ((ParameterizedType) type).getActualTypeArguments()[1];
            addValue(name + ".<>", (Class<?>) value, all);
        } else if (method.getReturnType().getEnclosingClass() != null) {
            add(name, method.getReturnType(), all);
        } else {
            all.put(
                    name,
                    Optional.ofNullable(method.getAnnotation(WithDefault.class))
                            .map(WithDefault::value)
                            .orElse(NONE)
                            .toLowerCase(Locale.ROOT));
        }
    }

    private static void addValue(String name, Class<?> value, Map<String, String> all) {
        if (value.isInterface()) {
            add(name, value, all);
        } else {
            all.put(name, NONE);
        }
    }

    private static String dashed(String method) {
        return String.join(
                "-",
                Arrays.stream(method.split("(?=[A-Z])"))
                        .filter(not(String::isEmpty))
                        .map(part -> part.toLowerCase(Locale.ROOT))
                        .toList());
    }
}
