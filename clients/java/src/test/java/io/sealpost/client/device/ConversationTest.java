package io.sealpost.client.device;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealpost.client.device.ServerFrame.Push;
import java.lang.reflect.Proxy;
import java.net.http.WebSocket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConversationTest {
    private final List<String> calls = new ArrayList<>();
    private final Conversation conversation = new Conversation(new Deaf());

    @Test
    void aSocketThatOpensAfterTheEndIsAborted() {
        conversation.abort();
        conversation.onOpen(socket());

        assertThat(calls).containsExactly("abort");
    }

    @Test
    void anOpenSocketIsReadUntilItIsAborted() {
        conversation.onOpen(socket());
        conversation.abort();

        assertThat(calls).containsExactly("request", "abort");
    }

    /** Notes what is called; all of it returns nothing. */
    private WebSocket socket() {
        return (WebSocket)
                Proxy.newProxyInstance(
                        WebSocket.class.getClassLoader(),
                        new Class<?>[] {WebSocket.class},
                        (proxy, method, arguments) -> {
                            calls.add(method.getName());
                            return null;
                        });
    }

    private static final class Deaf implements Conversation.Listener {
        @Override
        public void challenged(Conversation in, byte[] nonce) {}

        @Override
        public void ready(Conversation in, long listVersion) {}

        @Override
        public void pushed(Conversation in, Push push) {}

        @Override
        public void answered(Conversation in) {}

        @Override
        public void refused(Conversation in, String code) {}

        @Override
        public void ended(Conversation in) {}
    }
}
