package io.sealpost.cli;

import io.sealpost.client.http.ApiRefused;
import io.sealpost.client.http.ApiUnavailable;
import io.sealpost.client.producer.SendFailed;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;

/** What an exception means to the person who gave the command, and what to do about it. */
final class FailureText {
    private static final String CHECK =
            "; check with ./sealpost status that everything runs, then repeat the command";

    private FailureText() {}

    static String of(Throwable failure) {
        return switch (failure) {
            case CompletionException wrapped when wrapped.getCause() != null ->
                    of(wrapped.getCause());
            case ExecutionException wrapped when wrapped.getCause() != null ->
                    of(wrapped.getCause());
            case SendFailed refused ->
                    "not sent: %s. %s"
                            .formatted(ResultText.of(refused.error()), refused.error().cure());
            case ApiRefused refused ->
                    "the service refused the request (HTTP %d%s)"
                            .formatted(
                                    refused.status(),
                                    refused.code().isEmpty() ? "" : ", " + refused.code());
            case ApiUnavailable unavailable -> "a service did not answer in time" + CHECK;
            case TimeoutException late -> "the broker did not answer in time" + CHECK;
            case AuthenticationException refused ->
                    "the broker refused the login; ./sealpost business add NAME sets the password"
                            + " of a business again";
            default -> message(failure);
        };
    }

    private static String message(Throwable failure) {
        String message = failure.getMessage();
        return message == null
                ? failure.getClass().getSimpleName()
                        + "; set SEALPOST_TRACE=1 to see where it happened"
                : message;
    }
}
