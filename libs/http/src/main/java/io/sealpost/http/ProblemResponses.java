package io.sealpost.http;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import jakarta.inject.Singleton;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/**
 * Turns every refusal into a problem response (RFC 9457): of authentication, permission, or a
 * resource.
 */
@Singleton
class ProblemResponses {
    @ServerExceptionMapper({UnauthorizedException.class, AuthenticationFailedException.class})
    Response unauthorized() {
        return Problem.unauthorized();
    }

    @ServerExceptionMapper(ForbiddenException.class)
    Response forbidden() {
        return Problem.forbidden();
    }

    @ServerExceptionMapper
    Response refused(WebApplicationException failure) {
        Response answer = failure.getResponse();
        if (answer.hasEntity()) {
            return answer;
        }
        return answer.getStatus() == 400
                ? Problem.badForm()
                : Problem.of(answer.getStatus(), answer.getStatusInfo().getReasonPhrase(), "HTTP");
    }
}
