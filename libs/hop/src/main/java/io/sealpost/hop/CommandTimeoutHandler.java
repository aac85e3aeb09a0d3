package io.sealpost.hop;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.timeout.IdleStateEvent;
import io.vertx.sqlclient.impl.command.CommandResponse;
import java.time.Duration;

/**
 * Closes a connection whose command is not answered in time. Vert.x reports when nothing was read
 * for a while; a connection without an open command is then simply idle, and stays open.
 *
 * <p>Placed between the client's codec and its connection, where each command and each answer
 * passes once. Runs on the connection's event loop.
 */
final class CommandTimeoutHandler extends ChannelDuplexHandler {
    private final long timeout;
    private int unanswered;
    private long since;

    /**
     * @param timeout from a command, or from the answer before it; the connection is closed at the
     *     first idle event of Vert.x after that
     */
    CommandTimeoutHandler(Duration timeout) {
        this.timeout = timeout.toNanos();
    }

    @Override
    public void write(ChannelHandlerContext context, Object command, ChannelPromise written) {
        if (unanswered == 0) {
            since = System.nanoTime();
        }
        unanswered++;
        var unused = context.write(command, written);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof CommandResponse) {
            unanswered--;
            since = System.nanoTime();
        }
        context.fireChannelRead(message);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (!(event instanceof IdleStateEvent)) {
            context.fireUserEventTriggered(event);
        } else if (unanswered > 0 && System.nanoTime() - since > timeout) {
            DatabaseUnresponsive.end(context.pipeline());
        }
    }
}
