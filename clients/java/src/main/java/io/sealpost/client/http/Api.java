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
 * Asks in JSON until the service has decided: what is still under way (202), busy or away is asked
 * again with the same bytes, which all of Sealpost's writes allow. Blocks; thread-safe.
 *
 * @param patience how long to ask in all
 */
public record Api(HttpClient http, Duration patience) {
    /** Bytes are base64url without padding; what a later release adds is skipped. */
    public static final JsonMapper JSON =
            JsonMapper.builder()
                    .defaultBase64Variant(Base64Variants.MODIFIED_FOR_URL)
                    .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .build();

    private static final Duration PAUSE = Duration.ofMillis(200);

    /**
     * The decided answer's body.
     *
     * @param token a bearer token, or null
     * @throws ApiRefused for a 4xx
     * @throws ApiUnavailable when nothing was decided in time
     */
    public JsonNode post(URI address, Object body, @Nullable String token) {
        return ask(request(address, token).POST(BodyPublishers.ofString(written(body))).build());
    }

    /** The same for what is only read. */
    public JsonNode get(URI address, @Nullable String token) {
        return ask(request(address, token).GET().build());
    }

    private JsonNode ask(HttpRequest request) {
        long end = System.nanoTime() + patience.toNanos();
        while (true) {
            HttpResponse<String> answer = answer(request, end);
            if (answer != null && isDecided(answer.statusCode())) {
                return decided(answer);
            }
            if (System.nanoTime() > end) {
                throw new ApiUnavailable("nothing was decided in time", null);
            }
            request = answer == null ? request : next(request, answer);
            pause();
        }
    }

    private @Nullable HttpResponse<String> answer(HttpRequest request, long end) {
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            if (System.nanoTime() > end) {
                throw new ApiUnavailable("the service does not answer", e);
            }
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ApiUnavailable("interrupted", e);
        }
    }

    private static HttpRequest next(HttpRequest asked, HttpResponse<String> answer) {
        return answer.headers()
                .firstValue("Location")
                .filter(place -> answer.statusCode() == 202)
                .map(place -> asked.uri().resolve(place))
                .map(place -> HttpRequest.newBuilder(asked, (name, value) -> true).uri(place))
                .map(copy -> copy.GET().build())
                .orElse(asked);
    }

    private static boolean isDecided(int status) {
        return status != 202 && status != 429 && status < 500;
    }

    private static JsonNode decided(HttpResponse<String> answer) {
        JsonNode body = json(answer.body());
        if (answer.statusCode() >= 300) {
            throw new ApiRefused(answer.statusCode(), body.path("code").asText());
        }
        return body;
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            return JSON.createObjectNode();
        }
    }

    private static HttpRequest.Builder request(URI address, @Nullable String token) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(address)
                        .timeout(Duration.ofSeconds(10))
                        .header("Content-Type", "application/json");
        return token == null ? request : request.header("Authorization", "Bearer " + token);
    }

    private static String written(Object body) {
        try {
            return JSON.writeValueAsString(body);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not writable as JSON", e);
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ApiUnavailable("interrupted", e);
        }
    }
}
