package io.sealpost.client.device;

/** Is shown each message of a device. */
@FunctionalInterface
public interface MessageHandler {
    /**
     * Called once per message, in the order of arrival, after the message is stored and
     * acknowledged, by one thread at a time for a device. After a crash the messages of the last
     * frame may be shown again: the message id is the key to tell. If it throws, the device
     * disconnects, and shows this message first when it is opened again.
     */
    void onMessage(OpenedMessage message);
}
