package io.sealpost.k8s;

import io.sealpost.schemas.Business;
import io.sealpost.schemas.BusinessStatus;
import io.sealpost.seal.id.Ids;
import io.sealpost.wire.Catalogue;
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
 * (register-business.yaml), where the brokers are reached. Registering again changes nothing but
 * the producer key, where one is given.
 */
public final class Registration {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final int KEY_BYTES = 32;
    private static final String SETTING = "KAFKA_";

    private Registration() {}

    /**
     * {@code BUSINESS [PRODUCER-KEY | suspend | resume]}, the Ed25519 key in hex. Where the broker
     * and the registry are comes by the environment, as a service is told it.
     */
    public static void main(String[] args) {
        StrimziManifests.requireTenant(Catalogue.get(), args[0]);
        Business now = run(registrations(System.getenv()), args[0], args.length > 1 ? args[1] : "");
        System.out.println(args[0] + " is registered and " + now.getStatus());
    }

    private static Business run(BusinessRegistrations registrations, String business, String asked) {
        return switch (asked) {
            case "suspend" -> set(registrations, business, BusinessStatus.SUSPENDED);
            case "resume" -> set(registrations, business, BusinessStatus.ACTIVE);
            case "" -> registrations.register(business, Optional.empty());
            default -> registrations.register(business, Optional.of(producerKey(asked)));
        };
    }

    private static Business set(
            BusinessRegistrations registrations, String business, BusinessStatus status) {
        return registrations
                .known(business)
                .map(known -> registrations.set(known, status))
                .orElseThrow(() -> new IllegalArgumentException("not registered: " + business));
    }

    private static BusinessRegistrations registrations(Map<String, String> environment) {
        String registry = Objects.requireNonNull(environment.get("SEALPOST_REGISTRY_URL"));
        return new BusinessRegistrations(
                client(environment),
                new SchemaRegistry(URI.create(registry)),
                () -> Ids.newRequestId(Instant.now(), new SecureRandom()).value(),
                PATIENCE);
    }

    static ByteBuffer producerKey(String hex) {
        byte[] key = HexFormat.of().parseHex(hex);
        if (key.length != KEY_BYTES) {
            throw new IllegalArgumentException("a producer key has 64 hex digits");
        }
        return ByteBuffer.wrap(key);
    }

    /** {@code KAFKA_SASL_MECHANISM} is {@code sasl.mechanism}, and so on. */
    static Map<String, Object> client(Map<String, String> environment) {
        Map<String, Object> settings = new HashMap<>();
        environment.forEach(
                (name, value) -> {
                    if (name.startsWith(SETTING)) {
                        String setting = name.substring(SETTING.length()).replace('_', '.');
                        settings.put(setting.toLowerCase(Locale.ROOT), value);
                    }
                });
        return settings;
    }
}
