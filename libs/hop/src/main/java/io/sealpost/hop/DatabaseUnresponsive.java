package io.sealpost.hop;

import io.netty.channel.ChannelPipeline;

/**
 * The database has accepted a connection or a command and not answered for some seconds. Whether it
 * carries it out yet is not known: what is repeated must find what is there.
 */
final class DatabaseUnresponsive extends RuntimeException {
    private static final long serialVersionUID = 1;

    DatabaseUnresponsive() {
        super("commands are not answered", null, false, false);
    }

    /**
     * Ends a connection with it. Through the codec, which fails every command without an answer;
     * then the socket itself, past the codec, which would wait for the server to say goodbye.
     */
    static void end(ChannelPipeline connection) {
        connection.fireExceptionCaught(new DatabaseUnresponsive());
        var unused = connection.firstContext().close();
    }
}
