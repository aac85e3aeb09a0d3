package io.sealpost.encryption.api;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import jakarta.inject.Singleton;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Failures as problems. */
@Singleton
class Failures {
    @ServerExceptionMapper({UnauthorizedException.class, AuthenticationFailedException.class})
    Response unauthorized() {
        return Problem.unauthorized();
    }

    @ServerExceptionMapper(ForbiddenException.class)
    Response forbidden() {
        return Problem.of(403, "the token is not a tenant's", "FORBIDDEN");
    }

    @ServerExceptionMapper
    Response badForm(Form.Bad bad) {
        return Problem.badForm();
    }

    @ServerExceptionMapper
    Response web(WebApplicationException failure) {
        int status = failure.getResponse().getStatus();
        return status == 400
                ? Problem.badForm()
                : Problem.of(
                        status, failure.getResponse().getStatusInfo().getReasonPhrase(), "HTTP");
    }
}
