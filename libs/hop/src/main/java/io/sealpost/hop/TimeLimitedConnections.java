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
 * Makes connections that end when the server is silent: while they are made, at the first silence
 * that Vert.x tells of; from then on by {@link CommandTimeoutHandler}. The idle timeout of Vert.x
 * alone does not do it: it says goodbye, and keeps the socket and the place in the pool until the
 * server answers that.
 */
final class TimeLimitedConnections extends PgConnectionFactory {
    private final Map<NetClientOptions, NetClient> clients = new ConcurrentHashMap<>();
    private final Duration patience;

    TimeLimitedConnections(
            VertxInternal vertx,
            Supplier<? extends Future<? extends SqlConnectOptions>> databases,
            Duration patience) {
        super(vertx, databases);
        this.patience = patience;
    }

    @Override
    protected Future<Connection> doConnectInternal(
            SqlConnectOptions database, ContextInternal context) {
        return super.doConnectInternal(database, context).map(this::admitted);
    }

    private Connection admitted(Connection connection) {
        ChannelPipeline pipeline =
                ((SocketConnectionBase) connection).socket().channelHandlerContext().pipeline();
        pipeline.remove(Greeting.class);
        pipeline.addBefore("handler", "owed-answers", new CommandTimeoutHandler(patience));
        return connection;
    }

    @Override
    protected NetClient netClient(NetClientOptions database) {
        return clients.computeIfAbsent(database, this::client);
    }

    /** As the client of Vert.x makes it, but for the pipeline. */
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
                        pipeline.addLast(new Greeting());
                    }
                };
        clientCloseFuture.add(client);
        return client;
    }

    /** Until the server has let us in. */
    private static final class Greeting extends ChannelInboundHandlerAdapter {
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
