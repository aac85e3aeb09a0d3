package io.sealpost.encryption;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.sealpost.kms.Kek;
import io.sealpost.testing.DeployJob;
import io.sealpost.testing.SealpostParts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

/** A broker, a database, a registry, a key-encryption key and an issuer of tokens. */
public final class EncryptionParts implements QuarkusTestResourceLifecycleManager {
    private final SealpostParts parts = new SealpostParts();

    @Override
    public Map<String, String> start() {
        parts.init(Map.of("database", "encryption"));
        Map<String, String> config = new HashMap<>(parts.start());
        new DeployJob("encryption").run();
        try {
            config.putAll(keys(Files.createTempDirectory("encryption-keys")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return config;
    }

    @Override
    public void stop() {
        parts.stop();
    }

    private static Map<String, String> keys(Path folder) throws IOException {
        KeyPair issuer = issuer();
        return Map.of(
                "sealpost.kek.uri", Kek.create(folder.resolve("kek.json")),
                "mp.jwt.verify.publickey.location",
                        pem(folder.resolve("public.pem"), "PUBLIC KEY", issuer.getPublic()),
                "smallrye.jwt.sign.key.location",
                        pem(folder.resolve("private.pem"), "PRIVATE KEY", issuer.getPrivate()),
                "smallrye.jwt.new-token.signature-algorithm", "ES256");
    }

    private static KeyPair issuer() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(256);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String pem(Path file, String kind, Key key) throws IOException {
        String body = Base64.getMimeEncoder().encodeToString(key.getEncoded());
        Files.writeString(
                file, "-----BEGIN " + kind + "-----\n" + body + "\n-----END " + kind + "-----\n");
        return file.toUri().toString();
    }
}
