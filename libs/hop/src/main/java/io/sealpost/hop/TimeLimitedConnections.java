package io.sealpost.hop;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.timeout.IdleStateEvent;
import io.vertx.core.Future;
import io.vertx.core.impl.ContextInternal;
import io.vertx.core.impl.VertxInternal;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.impl.NetClientImpl;
import io.vertx.pgclient.impl.PgConnectionFactory;
import io.vertx.sqlclient.SqlConnectOptions;
import io.vertx.sqlclient.impl.Connection;
import io.vertx.sqlclient.impl.SocketConnectionBase;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Opens connections that are closed when the server does not answer: during the handshake at the
 * first idle event of Vert.x, afterwards by {@link CommandTimeoutHandler}. The idle timeout of
 * Vert.x is not enough: it sends a termination message, and keeps the socket and the place in the
 * pool until the server answers that.
 */
final class TimeLimitedConnections extends PgConnectionFactory {
    private final Map<NetClientOptions, NetClient> clients = new ConcurrentHashMap<>();
    private final Duration timeout;

    TimeLimitedConnections(
            VertxInternal vertx,
            Supplier<? extends Future<? extends SqlConnectOptions>> databases,
            Duration timeout) {
        super(vertx, databases);
        this.timeout = timeout;
    }

    @Override
    protected Future<Connection> doConnectInternal(
            SqlConnectOptions database, ContextInternal context) {
        return super.doConnectInternal(database, context).map(this::admitted);
    }

    private Connection admitted(Connection connection) {
        ChannelPipeline pipeline =
                ((SocketConnectionBase) connection).socket().channelHandlerContext().pipeline();
        pipeline.remove(HandshakeTimeoutHandler.class);
        pipeline.addBefore("handler", "command-timeout", new CommandTimeoutHandler(timeout));
        return connection;
    }

    @Override
    protected NetClient netClient(NetClientOptions database) {
        return clients.computeIfAbsent(database, this::client);
    }

    /** As Vert.x makes it, with one more handler in the pipeline. */
    private NetClient client(NetClientOptions database) {
        NetClientOptions options = new NetClientOptions(database).setReconnectAttempts(0);
        if (options.getHostnameVerificationAlgorithm() == null) {
            options.setHostnameVerificationAlgorithm("");
        }
        NetClientImpl client =
                new NetClientImpl(vertx, null, options, clientCloseFuture) {
                    @Override
                    protected void initChannel(ChannelPipeline pipeline) {
                        super.initChannel(pipeline);
                        pipeline.addLast(new HandshakeTimeoutHandler());
                    }
                };
        clientCloseFuture.add(client);
        return client;
    }

    /** Until the server has authenticated the connection. */
    private static final class HandshakeTimeoutHandler extends ChannelInboundHandlerAdapter {
        @Override
        public void userEventTriggered(ChannelHandlerContext context, Object event) {
            if (event instanceof IdleStateEvent) {
                DatabaseUnresponsive.end(context.pipeline());
            } else {
                context.fireUserEventTriggered(event);
            }
        }
    }
}
