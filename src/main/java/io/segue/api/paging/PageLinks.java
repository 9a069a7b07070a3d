package io.segue.api.paging;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.UriInfo;
import jakarta.ws.rs.ext.Provider;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Says in a header, too, where a list goes on (RFC 8288): the same address with the next cursor. */
@Provider
public class PageLinks implements ContainerResponseFilter {

    private static final String CURSOR = "cursor";

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        if (response.getEntity() instanceof Paged piece && piece.next() != null) {
            String link = "<" + address(request.getUriInfo(), String.valueOf(piece.next())) + ">; rel=\"next\"";
            response.getHeaders().putSingle(HttpHeaders.LINK, link);
        }
    }

    private static String address(UriInfo asked, String cursor) {
        String query = asked.getQueryParameters().entrySet().stream()
                .filter(parameter -> !parameter.getKey().equals(CURSOR))
                .map(PageLinks::pairs)
                .collect(Collectors.joining());
        return asked.getRequestUri().getRawPath() + "?" + query + CURSOR + "=" + cursor;
    }

    private static String pairs(Map.Entry<String, List<String>> parameter) {
        return parameter.getValue().stream()
                .map(value -> encoded(parameter.getKey()) + "=" + encoded(value) + "&")
                .collect(Collectors.joining());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
