package io.sealpost.seal.id;

/** Who seals. SENDER: the producer; GATEWAY: the encryption service. */
public enum Mode {
    UNKNOWN,
    SENDER,
    GATEWAY
}
