package io.sealpost.client.http;

import com.fasterxml.jackson.core.Base64Variants;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Calls a service in JSON until it has decided. Where the service does not answer, is busy (429,
 * 5xx) or has not decided yet (202), the call is repeated with the same bytes after 200 ms; all
 * writes of Sealpost may be repeated. A 202 with a {@code Location} is followed by GETs of that
 * address. Blocks; thread-safe.
 *
 * @param timeout for one call with all its repetitions
 */
public record ApiClient(HttpClient http, Duration timeout) {
    /** Bytes are base64url without padding; unknown fields are ignored. */
    public static final JsonMapper JSON =
            JsonMapper.builder()
                    .defaultBase64Variant(Base64Variants.MODIFIED_FOR_URL)
                    .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .build();

    private static final Duration RETRY_PAUSE = Duration.ofMillis(200);
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(10);

    /**
     * Posts a body.
     *
     * @param token a bearer token, or null
     * @return the body of the answer that states the decision
     * @throws ApiRefused for a 4xx
     * @throws ApiUnavailable where nothing was decided in time
     */
    public JsonNode post(URI address, Object body, @Nullable String token) {
        return call(request(address, token).POST(BodyPublishers.ofString(json(body))).build());
    }

    /** Gets a resource; parameters and errors as of {@link #post}. */
    public JsonNode get(URI address, @Nullable String token) {
        return call(request(address, token).GET().build());
    }

    private JsonNode call(HttpRequest request) {
        long deadline = System.nanoTime() + timeout.toNanos();
        while (true) {
            HttpResponse<String> answer = send(request, deadline);
            if (answer != null && isDecided(answer.statusCode())) {
                return decision(answer);
            }
            if (System.nanoTime() > deadline) {
                throw new ApiUnavailable("the service did not decide in time", null);
            }
            request = answer == null ? request : next(request, answer);
            pause();
        }
    }

    /** Null where the service does not answer. */
    private @Nullable HttpResponse<String> send(HttpRequest request, long deadline) {
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            if (System.nanoTime() > deadline) {
                throw new ApiUnavailable("the service does not answer", e);
            }
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ApiUnavailable("interrupted while calling the service", e);
        }
    }

    private static HttpRequest next(HttpRequest request, HttpResponse<String> answer) {
        return answer.headers()
                .firstValue("Location")
                .filter(location -> answer.statusCode() == 202)
                .map(location -> request.uri().resolve(location))
                .map(address -> HttpRequest.newBuilder(request, (name, value) -> true).uri(address))
                .map(copy -> copy.GET().build())
                .orElse(request);
    }

    private static boolean isDecided(int status) {
        return status != 202 && status != 429 && status < 500;
    }

    private static JsonNode decision(HttpResponse<String> answer) {
        JsonNode body = parse(answer.body());
        if (answer.statusCode() >= 300) {
            throw new ApiRefused(answer.statusCode(), body.path("code").asText());
        }
        return body;
    }

    private static JsonNode parse(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            return JSON.createObjectNode();
        }
    }

    private static HttpRequest.Builder request(URI address, @Nullable String token) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(address)
                        .timeout(REQUEST_TIMEOUT)
                        .header("Content-Type", "application/json");
        return token == null ? request : request.header("Authorization", "Bearer " + token);
    }

    private static String json(Object body) {
        try {
            return JSON.writeValueAsString(body);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("the body cannot be written as JSON", e);
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(RETRY_PAUSE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ApiUnavailable("interrupted while calling the service", e);
        }
    }
}
