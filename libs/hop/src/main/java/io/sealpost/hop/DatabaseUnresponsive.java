package io.sealpost.hop;

import io.netty.channel.ChannelPipeline;

/**
 * The database has accepted a connection or a command and has not answered for some seconds. It may
 * still execute the command, so a retry must look for its effect.
 */
final class DatabaseUnresponsive extends RuntimeException {
    private static final long serialVersionUID = 1;

    DatabaseUnresponsive() {
        super("commands are not answered", null, false, false);
    }

    /**
     * Closes a connection with this failure: first through the codec, which fails every unanswered
     * command; then the socket, because the codec would wait for the server's reply.
     */
    static void end(ChannelPipeline connection) {
        connection.fireExceptionCaught(new DatabaseUnresponsive());
        var unused = connection.firstContext().close();
    }
}
