package io.sealpost.seal.gateway;

import io.sealpost.seal.Bytes;
import io.sealpost.seal.Canonical;
import io.sealpost.seal.Sha256;
import io.sealpost.seal.Suite;
import io.sealpost.seal.id.BusinessId;
import io.sealpost.seal.key.SigningKey;
import io.sealpost.seal.key.VerifyKey;

/**
 * The signature of a registered producer key over GATEWAY content: {@code sealpost/producer/v1} ‖
 * lp(associated data) ‖ lp(nonce) ‖ lp(H(ciphertext)).
 */
public final class ProducerSignature {
    private ProducerSignature() {}

    public static Bytes sign(
            SigningKey producer,
            GatewaySession session,
            GatewayHeader header,
            GatewayCiphertext to) {
        return Bytes.owned(producer.sign(input(session.associatedData(header), to)));
    }

    public static boolean verify(
            VerifyKey producer,
            Suite suite,
            BusinessId business,
            Sha256 session,
            GatewayHeader header,
            GatewayCiphertext content,
            byte[] signature) {
        byte[] associatedData = header.associatedData(suite, business, session);
        return producer.verify(input(associatedData, content), signature);
    }

    private static byte[] input(byte[] associatedData, GatewayCiphertext content) {
        return Canonical.labelled("sealpost/producer/v1")
                .bytes(associatedData)
                .bytes(content.nonce())
                .hash(Sha256.of(content.ciphertext().toArray()))
                .toArray();
    }
}
