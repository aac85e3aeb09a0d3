package io.sealpost.audit.api;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Whoever is not let in is told so as by everything else here: with a problem. */
@Singleton
class Failures {
    @ServerExceptionMapper({UnauthorizedException.class, AuthenticationFailedException.class})
    Response unauthorized() {
        return Problem.unauthorized();
    }

    @ServerExceptionMapper(ForbiddenException.class)
    Response forbidden() {
        return Problem.forbidden();
    }
}
