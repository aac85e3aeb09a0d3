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
 * Issues the bearer tokens that the services check: ES256, one issuer a machine, valid for a year.
 */
public final class TokenIssuer {
    private static final float MINUTES_A_YEAR = 365 * 24 * 60;

    private final Home home;
    private final PublicJsonWebKey key;

    /** The issuer whose key {@link #create} made. */
    public TokenIssuer(Home home) {
        this.home = home;
        try {
            this.key = PublicJsonWebKey.Factory.newPublicJwk(Files.readString(file(home)));
        } catch (IOException | JoseException e) {
            throw new IllegalStateException(
                    "the token issuer's key cannot be read: " + file(home), e);
        }
    }

    /** Makes a key; tokens of an earlier one are worth nothing from then on. */
    static void create(Home home) {
        try {
            EllipticCurveJsonWebKey fresh = EcJwkGenerator.generateJwk(EllipticCurves.P256);
            PrivateFile.write(file(home), fresh.toJson(OutputControlLevel.INCLUDE_PRIVATE));
        } catch (JoseException e) {
            throw new IllegalStateException("no key could be made for the token issuer", e);
        }
    }

    static Path file(Home home) {
        return home.keys().resolve("token-issuer.jwk");
    }

    /** What the services check tokens with. */
    static Path publicKey(Home home) {
        return home.keys().resolve("token-issuer.pem");
    }

    /** Writes the public key where it is not there. */
    void publish() {
        if (!Files.exists(publicKey(home))) {
            PrivateFile.write(publicKey(home), pem(key.getPublicKey()));
        }
    }

    /** A token of a business: it sees its own. */
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
        claims.setExpirationTimeMinutesInTheFuture(MINUTES_A_YEAR);
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
