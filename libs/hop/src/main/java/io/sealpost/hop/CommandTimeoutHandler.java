package io.sealpost.hop;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.timeout.IdleStateEvent;
import io.vertx.sqlclient.impl.command.CommandResponse;
import java.time.Duration;

/**
 * Ends a connection that owes an answer and is silent for too long. Vert.x tells when nothing was
 * read for a while; of a connection that was asked nothing, that says nothing, and it stays.
 *
 * <p>Stands between the client's codec and its connection, where each command passes once and is
 * answered once. On the connection's event loop.
 */
final class CommandTimeoutHandler extends ChannelDuplexHandler {
    private final long patience;
    private int owed;
    private long since;

    /**
     * @param patience from a command, or from the answer before, until the connection ends: at the
     *     first word of Vert.x after it
     */
    CommandTimeoutHandler(Duration patience) {
        this.patience = patience.toNanos();
    }

    @Override
    public void write(ChannelHandlerContext context, Object command, ChannelPromise written) {
        if (owed == 0) {
            since = System.nanoTime();
        }
        owed++;
        var unused = context.write(command, written);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof CommandResponse) {
            owed--;
            since = System.nanoTime();
        }
        context.fireChannelRead(message);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (!(event instanceof IdleStateEvent)) {
            context.fireUserEventTriggered(event);
        } else if (owed > 0 && System.nanoTime() - since > patience) {
            DatabaseUnresponsive.end(context.pipeline());
        }
    }
}
