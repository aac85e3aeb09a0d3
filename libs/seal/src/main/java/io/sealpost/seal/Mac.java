package io.sealpost.seal;

import com.google.crypto.tink.subtle.Hkdf;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.spec.SecretKeySpec;

/** HMAC-SHA-256 (RFC 2104) and HKDF-SHA-256 (RFC 5869), 32 bytes each. */
public final class Mac {
    private Mac() {}

    public static byte[] hmac(Secret key, byte[] input) {
        try {
            javax.crypto.Mac mac = javax.crypto.Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.reveal(), "HmacSHA256"));
            return mac.doFinal(input);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HMAC-SHA-256 is missing", e);
        }
    }

    /** Without salt; the label is HKDF's {@code info}. */
    public static Secret hkdf(Secret secret, String label) {
        try {
            byte[] info = label.getBytes(StandardCharsets.US_ASCII);
            return Secret.of(
                    Hkdf.computeHkdf("HMACSHA256", secret.reveal(), new byte[0], info, 32));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HKDF-SHA-256 is missing", e);
        }
    }
}
