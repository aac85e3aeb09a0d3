package io.sealpost.cli.local;

import io.sealpost.embedded.PrivateFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Key;
import java.util.Base64;
import java.util.List;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.EllipticCurveJsonWebKey;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.lang.JoseException;

/**
 * Issues the bearer tokens that the services verify: ES256, valid for a year. There is one issuer
 * for each state folder.
 */
public final class TokenIssuer {
    private static final float MINUTES_PER_YEAR = 365 * 24 * 60;

    private final Installation installation;
    private final PublicJsonWebKey key;

    /** The issuer whose key {@link #create} made. */
    public TokenIssuer(Installation installation) {
        this.installation = installation;
        try {
            this.key = PublicJsonWebKey.Factory.newPublicJwk(Files.readString(file(installation)));
        } catch (IOException | JoseException e) {
            throw new IllegalStateException(
                    "the token issuer's key cannot be read, file "
                            + file(installation)
                            + "; ./sealpost up makes it",
                    e);
        }
    }

    /** Makes a key; tokens that an earlier key signed become invalid. */
    static void create(Installation installation) {
        try {
            EllipticCurveJsonWebKey fresh = EcJwkGenerator.generateJwk(EllipticCurves.P256);
            PrivateFile.write(file(installation), fresh.toJson(OutputControlLevel.INCLUDE_PRIVATE));
        } catch (JoseException e) {
            throw new IllegalStateException("no key could be made for the token issuer", e);
        }
    }

    static Path file(Installation installation) {
        return installation.keys().resolve("token-issuer.jwk");
    }

    /** The public key, with which the services verify tokens. */
    static Path publicKey(Installation installation) {
        return installation.keys().resolve("token-issuer.pem");
    }

    /** Writes the public key's file where it is missing. */
    void publish() {
        if (!Files.exists(publicKey(installation))) {
            PrivateFile.write(publicKey(installation), pem(key.getPublicKey()));
        }
    }

    /** A token of a business, for its own objects. */
    public String tenant(String business) {
        return issue(business, "tenant");
    }

    /** A token of the operator. */
    public String operator() {
        return issue("operator", "operator");
    }

    private String issue(String subject, String group) {
        JwtClaims claims = new JwtClaims();
        claims.setIssuer("sealpost");
        claims.setSubject(subject);
        claims.setStringListClaim("groups", List.of(group));
        claims.setExpirationTimeMinutesInTheFuture(MINUTES_PER_YEAR);
        claims.setIssuedAtToNow();
        claims.setGeneratedJwtId();
        JsonWebSignature signed = new JsonWebSignature();
        signed.setPayload(claims.toJson());
        signed.setKey(key.getPrivateKey());
        signed.setAlgorithmHeaderValue(AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256);
        try {
            return signed.getCompactSerialization();
        } catch (JoseException e) {
            throw new IllegalStateException("a token could not be signed", e);
        }
    }

    private static String pem(Key key) {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key.getEncoded());
        return "-----BEGIN PUBLIC KEY-----\n" + body + "\n-----END PUBLIC KEY-----\n";
    }
}
