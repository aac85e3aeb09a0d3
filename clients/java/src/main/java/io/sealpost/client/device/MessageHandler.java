package io.sealpost.client.device;

/** Shows the messages of a device to its person. Implemented by the application. */
@FunctionalInterface
public interface MessageHandler {
    /**
     * Called once per message, in the order of arrival, after the message is stored and
     * acknowledged, by one thread at a time for a device. After a crash the messages of the last
     * frame may be shown again, with the same message ids. If this method throws, the device
     * disconnects. When the device is opened again, it shows that message first.
     */
    void onMessage(OpenedMessage message);
}
