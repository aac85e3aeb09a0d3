package io.sealpost.testing;

import io.smallrye.jwt.build.Jwt;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;

/** An issuer of tokens (ES256) with a key pair of its own. */
public final class TestIssuer {
    private TestIssuer() {}

    /**
     * Makes a new issuer.
     *
     * @param folder of its keys
     * @return the configuration with which a service verifies its tokens, and {@link #token} signs
     *     them
     */
    public static Map<String, String> in(Path folder) {
        KeyPair pair = pair();
        return Map.of(
                "mp.jwt.verify.publickey.location",
                pem(folder.resolve("public.pem"), "PUBLIC KEY", pair.getPublic()),
                "smallrye.jwt.sign.key.location",
                pem(folder.resolve("private.pem"), "PRIVATE KEY", pair.getPrivate()),
                "smallrye.jwt.new-token.signature-algorithm",
                "ES256");
    }

    /**
     * A token signed by the issuer that the running service is configured with.
     *
     * @param subject the business's name
     * @param group tenant or operator
     */
    public static String token(String subject, String group) {
        return Jwt.issuer("sealpost").subject(subject).groups(group).sign();
    }

    private static KeyPair pair() {
        try {
            KeyPairGenerator p256 = KeyPairGenerator.getInstance("EC");
            p256.initialize(256);
            return p256.generateKeyPair();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String pem(Path file, String type, Key key) {
        String body = Base64.getMimeEncoder().encodeToString(key.getEncoded());
        String text = "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(type, body, type);
        try {
            return Files.writeString(file, text).toUri().toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
