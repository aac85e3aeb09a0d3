package io.sealpost.seal.directory;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.sealpost.seal.Bytes;
import io.sealpost.seal.Sha256;
import io.sealpost.seal.Suite;
import io.sealpost.seal.Vectors;
import io.sealpost.seal.id.BusinessId;
import io.sealpost.seal.id.DeviceId;
import io.sealpost.seal.id.RecipientId;
import io.sealpost.seal.key.SigningKey;
import io.sealpost.seal.key.XWingPublicKey;
import org.junit.jupiter.api.Test;

class PrekeyTest {
    private final JsonObject keys = Vectors.read("keys.json").getAsJsonObject();
    private final JsonObject vector = keys.getAsJsonObject("prekey");
    private final SigningKey identity = Vectors.signingKey(vector, "identitySeed");
    private final BusinessId business = Vectors.business(vector);
    private final RecipientId recipient = Vectors.recipient(vector);
    private final DeviceId device = Vectors.device(vector);
    private final Prekey prekey =
            new Prekey(
                    PrekeyKind.valueOf(Vectors.text(vector, "kind")),
                    Suite.X_WING,
                    Vectors.time(vector, "notAfter"),
                    XWingPublicKey.of(Vectors.hex(keys.getAsJsonObject("xWing"), "publicKey")));
    private final SignedPrekey signed = prekey.signedBy(identity, business, recipient, device);

    @Test
    void aPrekeysSignatureIsAsPublished() {
        assertThat(Sha256.of(prekey.signatureInput(business, recipient, device)).toArray())
                .isEqualTo(Vectors.hex(vector, "signatureInputSha256"));
        assertThat(signed.signature()).isEqualTo(Bytes.of(Vectors.hex(vector, "signature")));
        assertThat(signed.isSignedBy(identity.verifyKey(), business, recipient, device)).isTrue();
    }

    @Test
    void aPrekeyIsBoundToItsOwnerAndItsKind() {
        BusinessId otherBusiness = new BusinessId("bolt");
        RecipientId otherRecipient = RecipientId.of(new byte[16]);
        DeviceId otherDevice = DeviceId.of(new byte[16]);
        assertThat(isSigned(signed, otherBusiness, recipient, device)).isFalse();
        assertThat(isSigned(signed, business, otherRecipient, device)).isFalse();
        assertThat(isSigned(signed, business, recipient, otherDevice)).isFalse();
        Prekey oneTime =
                new Prekey(
                        PrekeyKind.ONE_TIME, prekey.suite(), prekey.notAfter(), prekey.publicKey());
        SignedPrekey moved = new SignedPrekey(oneTime, signed.signature());
        assertThat(isSigned(moved, business, recipient, device)).isFalse();
    }

    private boolean isSigned(SignedPrekey prekey, BusinessId b, RecipientId r, DeviceId d) {
        return prekey.isSignedBy(identity.verifyKey(), b, r, d);
    }
}
