package io.sealpost.k8s;

import io.sealpost.schemas.Business;
import io.sealpost.schemas.BusinessStatus;
import io.sealpost.seal.id.Ids;
import io.sealpost.wire.BusinessRegistrations;
import io.sealpost.wire.SchemaRegistry;
import java.net.URI;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Registers a business with ingest, as the broker's user {@code operator}, and returns when its
 * gateway key is published; or suspends or resumes it. Runs in the cluster
 * (register-business.yaml), because the broker has no address outside. Registering again changes
 * only the producer key, where one is given.
 */
public final class Registration {
    private static final Duration TIMEOUT = Duration.ofMinutes(1);
    private static final int KEY_BYTES = 32;
    private static final String VARIABLE_PREFIX = "KAFKA_";

    private Registration() {}

    /**
     * {@code BUSINESS [PRODUCER-KEY | suspend | resume]}, the Ed25519 key in hex. The addresses of
     * broker and registry are environment variables, the same as a service's.
     */
    public static void main(String[] args) {
        StrimziManifests.requireTenant(args[0]);
        Business now = run(registrations(System.getenv()), args[0], args.length > 1 ? args[1] : "");
        System.out.println(args[0] + " is registered; its status is " + now.getStatus());
    }

    private static Business run(
            BusinessRegistrations registrations, String business, String change) {
        return switch (change) {
            case "suspend" -> set(registrations, business, BusinessStatus.SUSPENDED);
            case "resume" -> set(registrations, business, BusinessStatus.ACTIVE);
            case "" -> registrations.register(business, Optional.empty());
            default -> registrations.register(business, Optional.of(producerKey(change)));
        };
    }

    private static Business set(
            BusinessRegistrations registrations, String business, BusinessStatus status) {
        return registrations
                .known(business)
                .map(known -> registrations.set(known, status))
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        business
                                                + " is not registered; run the job without suspend or resume first"));
    }

    private static BusinessRegistrations registrations(Map<String, String> environment) {
        String registry = Objects.requireNonNull(environment.get("SEALPOST_REGISTRY_URL"));
        return new BusinessRegistrations(
                client(environment),
                new SchemaRegistry(URI.create(registry)),
                () -> Ids.newRequestId(Instant.now(), new SecureRandom()).value(),
                TIMEOUT);
    }

    static ByteBuffer producerKey(String hex) {
        byte[] key = HexFormat.of().parseHex(hex);
        if (key.length != KEY_BYTES) {
            throw new IllegalArgumentException("a producer key must be 64 hex digits");
        }
        return ByteBuffer.wrap(key);
    }

    /**
     * The client settings in the environment: {@code KAFKA_SASL_MECHANISM} is {@code
     * sasl.mechanism}.
     */
    static Map<String, Object> client(Map<String, String> environment) {
        Map<String, Object> settings = new HashMap<>();
        environment.forEach(
                (name, value) -> {
                    if (name.startsWith(VARIABLE_PREFIX)) {
                        String setting = name.substring(VARIABLE_PREFIX.length()).replace('_', '.');
                        settings.put(setting.toLowerCase(Locale.ROOT), value);
                    }
                });
        return settings;
    }
}
