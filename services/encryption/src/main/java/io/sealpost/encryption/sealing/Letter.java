package io.sealpost.encryption.sealing;

import io.sealpost.encryption.domain.RecipientRef;
import io.sealpost.seal.Bytes;
import io.sealpost.seal.Suite;
import io.sealpost.seal.gateway.GatewayCiphertext;
import io.sealpost.seal.gateway.GatewayHeader;
import io.sealpost.seal.id.MessageId;

/** A GATEWAY message as its producer encrypted it. */
public record Letter(
        MessageId message,
        RecipientRef to,
        GatewayHeader header,
        Suite suite,
        String epoch,
        Bytes session,
        GatewayCiphertext content) {}
