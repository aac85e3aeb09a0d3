package io.sealpost.encryption.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.sealpost.encryption.EncryptionParts;
import io.sealpost.encryption.Phone;
import io.sealpost.encryption.Scene;
import io.sealpost.encryption.domain.RecipientRef;
import io.sealpost.kms.Kek;
import io.sealpost.schemas.ClearedMessage;
import io.sealpost.schemas.MessageStep;
import io.sealpost.schemas.StepKind;
import io.sealpost.seal.id.BusinessId;
import io.sealpost.seal.message.OpeningResult.Opened;
import io.sealpost.testing.MissingKeyset;
import io.sealpost.testing.Wait;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The service starts while its key-encryption key is unavailable, and gets it later (P14). */
@QuarkusTest
@QuarkusTestResource(EncryptionParts.class)
@QuarkusTestResource(value = MissingKeyset.class, restrictToAnnotatedClass = true)
class KekUnavailableTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @Inject Scene scene;
    @Inject Tenant tenant;

    @TestHTTPResource("/")
    @Nullable URI root;

    @Inject
    @ConfigProperty(name = "sealpost.kek.uri")
    String uri;

    @Test
    void commandsWaitForTheKeyAndAreThenDecided() throws IOException {
        Path file = Path.of(uri.substring(MissingKeyset.SCHEME.length()));
        RecipientRef owner =
                Scene.recipientOf(new BusinessId("b" + Long.toString(System.nanoTime(), 36)));
        Phone phone = Phone.of(owner);

        assertThat(get("q/health/ready").statusCode()).isEqualTo(503);
        assertThat(get("q/health/ready").body()).contains("KEK_UNAVAILABLE", "MISSING");
        assertThat(get("q/health/live").statusCode()).isEqualTo(200);
        scene.send(owner.business(), 1, null);
        UUID command = scene.sendEnrolment(phone);
        await().during(Duration.ofSeconds(2))
                .atMost(Duration.ofSeconds(5))
                .until(() -> get("v1/commands/" + command).statusCode() == 202);
        assertThat(get("v1/commands/" + command).headers().firstValue("Retry-After")).hasValue("1");
        assertThat(file).doesNotExist();

        assertThat(Kek.create(file)).isEqualTo(uri);

        Wait.until(() -> get("v1/commands/" + command).statusCode() != 202);
        assertThat(get("v1/commands/" + command).statusCode()).isEqualTo(201);
        Wait.until(() -> get("q/health/ready").statusCode() == 200);

        Files.delete(file);
        ClearedMessage message = tenant.message(owner, "your parcel is here");
        tenant.send(message);
        MessageStep step = tenant.step(message);
        assertThat(step.getKind()).isEqualTo(StepKind.SEALED);
        assertThat(Tenant.opened(phone, step.getSealed(), scene.gatewayKey(owner.business())))
                .isInstanceOf(Opened.class);
        assertThat(scene.enrolled(Scene.recipientOf(scene.business()))).isNotNull();
        assertThat(get("q/health/ready").statusCode()).isEqualTo(200);
        assertThat(file).doesNotExist();
    }

    private HttpResponse<String> get(String path) {
        URI uri = Objects.requireNonNull(root).resolve(path);
        try {
            return HTTP.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
