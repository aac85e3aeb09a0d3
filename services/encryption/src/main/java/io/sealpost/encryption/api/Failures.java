package io.sealpost.encryption.api;

import io.sealpost.http.Problem;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Failures of this service's own as problems. */
@Singleton
class Failures {
    @ServerExceptionMapper
    Response badForm(Form.Bad bad) {
        return Problem.badForm();
    }
}
