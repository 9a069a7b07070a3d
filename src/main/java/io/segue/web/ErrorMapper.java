package io.segue.web;

import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.quarkus.logging.Log;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.ForbiddenException;
import io.segue.web.catalogue.ErrorCode;
import io.vertx.core.http.HttpClosedException;
import jakarta.validation.ConstraintViolationException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.sql.SQLException;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Turns every exception into one answer: a page for people, problem+json for machines, no stack for anyone. */
class ErrorMapper {

    private static final String NOT_UNDERSTOOD = "Not understood";
    private static final String API = "/api/";

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance problem(Problem problem);

        private Templates() {}
    }

    @ServerExceptionMapper
    Response problem(ProblemException e, UriInfo uri, HttpHeaders headers) {
        return answer(Problem.of(e.code(), e.status(), e.title(), e.detail()), uri, headers);
    }

    @ServerExceptionMapper
    Response invalid(ConstraintViolationException e, UriInfo uri, HttpHeaders headers) {
        String detail = e.getConstraintViolations().stream()
                .map(v -> lastNode(v.getPropertyPath().toString()) + ": " + v.getMessage())
                .sorted()
                .collect(Collectors.joining("; "));
        return answer(Problem.of(ErrorCode.INVALID_REQUEST, 400, NOT_UNDERSTOOD, detail), uri, headers);
    }

    /** A signed-in person, or a tenant's API token, without support's role; who is not signed in is sent to do so. */
    @ServerExceptionMapper
    Response forbidden(ForbiddenException e, UriInfo uri, HttpHeaders headers) {
        String detail = uri.getPath().startsWith(API)
                ? "This part of the API is for support: it needs support's token, a tenant's does not open it."
                : "This page is for others: your account lacks the role that it asks for.";
        return answer(Problem.of(ErrorCode.NOT_ALLOWED, 403, "Not allowed", detail), uri, headers);
    }

    /** Without this, the framework answers itself, and names our classes in dev mode. */
    @ServerExceptionMapper
    Response otherJson(MismatchedInputException e, UriInfo uri, HttpHeaders headers) {
        String where = e.getPath().stream()
                .map(JsonMappingException.Reference::getFieldName)
                .filter(Objects::nonNull)
                .collect(Collectors.joining("."));
        String detail = where.isEmpty()
                ? "Reading the body: expected one JSON object, got something else."
                : "Reading the body: the value of " + where + " is not of the kind that is expected there.";
        return answer(Problem.of(ErrorCode.INVALID_REQUEST, 400, NOT_UNDERSTOOD, detail), uri, headers);
    }

    @ServerExceptionMapper
    Response ofTheFramework(WebApplicationException e, UriInfo uri, HttpHeaders headers) {
        Response given = e.getResponse();
        int status = given.getStatus();
        if (status == 404 && e.getCause() instanceof IllegalArgumentException) {
            String detail = "Reading the address: a value behind the question mark is not a number as expected there.";
            return answer(Problem.of(ErrorCode.INVALID_REQUEST, 400, NOT_UNDERSTOOD, detail), uri, headers);
        }
        if (status < 400) {
            return given;
        }
        if (status >= 500) {
            return unexpected(e, uri, headers);
        }
        String title = given.getStatusInfo().getReasonPhrase();
        String detail = status == 404
                ? "Looking for this address: nothing is here."
                : "Handling this request: " + title + " (" + status + ").";
        return answer(Problem.of(codeOf(status), status, title, detail), uri, headers);
    }

    @ServerExceptionMapper
    Response unexpected(Throwable e, UriInfo uri, HttpHeaders headers) {
        if (isUnstorableText(e)) {
            String detail = "Storing a text: it has a character, such as NUL, that no text can have here.";
            return answer(Problem.of(ErrorCode.INVALID_REQUEST, 400, NOT_UNDERSTOOD, detail), uri, headers);
        }
        if (causes(e).anyMatch(HttpClosedException.class::isInstance)) {
            Log.debugf("A caller went away in the middle of a request: %s", e.getMessage());
            return answer(
                    Problem.of(ErrorCode.INVALID_REQUEST, 400, NOT_UNDERSTOOD, "Reading the request: it ended early."),
                    uri,
                    headers);
        }
        String reference = UUID.randomUUID().toString();
        Log.errorf(e, "Request failed, reference %s", reference);
        Problem problem = Problem.of(
                ErrorCode.INTERNAL,
                500,
                ErrorCode.INTERNAL.meaning(),
                "The request was not carried out. Support can find the cause with this reference.");
        return answer(problem.with(reference), uri, headers);
    }

    private static ErrorCode codeOf(int status) {
        return switch (status) {
            case 401 -> ErrorCode.NOT_SIGNED_IN;
            case 403 -> ErrorCode.NOT_ALLOWED;
            case 404 -> ErrorCode.MISSING;
            case 429 -> ErrorCode.TOO_MANY;
            default -> ErrorCode.INVALID_REQUEST;
        };
    }

    /** PostgreSQL refuses NUL in every text; this spares a check at each of them. */
    private static boolean isUnstorableText(Throwable e) {
        return causes(e).anyMatch(cause -> cause instanceof SQLException sql && "22021".equals(sql.getSQLState()));
    }

    private static Stream<Throwable> causes(Throwable e) {
        return Stream.iterate(e, Objects::nonNull, Throwable::getCause).limit(20);
    }

    private static Response answer(Problem problem, UriInfo uri, HttpHeaders headers) {
        Response.ResponseBuilder response = Response.status(problem.status());
        if (isForMachines(uri, headers)) {
            return response.type(Problem.MEDIA_TYPE).entity(problem).build();
        }
        return response.type(MediaType.TEXT_HTML + ";charset=UTF-8")
                .entity(Templates.problem(problem).render())
                .build();
    }

    private static boolean isForMachines(UriInfo uri, HttpHeaders headers) {
        String path = uri.getPath();
        return path.startsWith(API)
                || path.startsWith("/hooks/")
                || headers.getAcceptableMediaTypes().stream().noneMatch(MediaType.TEXT_HTML_TYPE::isCompatible);
    }

    private static String lastNode(String path) {
        return path.substring(path.lastIndexOf('.') + 1);
    }
}
