package io.sealpost.seal.id;

/** Who seals a message to the devices. SENDER: the producer; GATEWAY: the encryption service. */
public enum Mode {
    UNKNOWN,
    SENDER,
    GATEWAY
}
