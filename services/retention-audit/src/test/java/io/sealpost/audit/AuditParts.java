package io.sealpost.audit;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.sealpost.kms.Kek;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;

/** Keys and folders of a test's own: the KEK, the token issuer's, the log's. */
public final class AuditParts implements QuarkusTestResourceLifecycleManager {

    @Override
    public Map<String, String> start() {
        try {
            Path folder = Files.createTempDirectory("audit");
            KeyPairGenerator p256 = KeyPairGenerator.getInstance("EC");
            p256.initialize(256);
            KeyPair issuer = p256.generateKeyPair();
            return Map.of(
                    "sealpost.kek.uri", Kek.create(folder.resolve("kek.json")),
                    "sealpost.audit.keys", folder.resolve("keys").toString(),
                    "sealpost.audit.directory", folder.resolve("log").toString(),
                    "mp.jwt.verify.publickey.location",
                            pem(folder, "PUBLIC KEY", issuer.getPublic().getEncoded()),
                    "smallrye.jwt.sign.key.location",
                            pem(folder, "PRIVATE KEY", issuer.getPrivate().getEncoded()),
                    "smallrye.jwt.new-token.signature-algorithm", "ES256");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String pem(Path folder, String kind, byte[] der) throws IOException {
        String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        Path file = folder.resolve(kind.replace(' ', '-') + ".pem");
        Files.writeString(
                file, "-----BEGIN " + kind + "-----\n" + text + "\n-----END " + kind + "-----\n");
        return file.toUri().toString();
    }

    @Override
    public void stop() {}
}
