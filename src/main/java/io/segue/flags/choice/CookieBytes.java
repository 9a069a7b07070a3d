package io.segue.flags.choice;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** What properties need in Heap's cookie: {@code encodeURIComponent(JSON.stringify(properties)).length}. */
final class CookieBytes {

    private CookieBytes() {}

    static int of(List<FlagProperty> properties, String prefix) {
        ObjectNode all = JsonNodeFactory.instance.objectNode();
        properties.forEach(property -> all.set(property.name(prefix), property.value()));
        return JsText.encodedLength(JsText.stringify(all));
    }
}
