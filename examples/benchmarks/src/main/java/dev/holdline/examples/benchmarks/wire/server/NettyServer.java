package dev.holdline.examples.benchmarks.wire.server;

import dev.holdline.examples.benchmarks.socket.Endpoint;
import dev.holdline.examples.benchmarks.socket.PlainSockets;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerDomainSocketChannel;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.unix.DomainSocketAddress;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.net.InetSocketAddress;

/**
 * Netty's epoll transport as it comes, with as many event loops as there are processors: the JDK
 * has as many carriers for virtual threads.
 */
final class NettyServer implements Server {
  private final Service service;

  NettyServer(Service service) {
    this.service = service;
  }

  @Override
  public Endpoint start(Endpoint wanted) throws IOException {
    int processors = java.lang.Runtime.getRuntime().availableProcessors();
    EventLoopGroup loops = new MultiThreadIoEventLoopGroup(processors, EpollIoHandler.newFactory());
    ServerBootstrap bootstrap =
        new ServerBootstrap()
            .group(loops)
            .option(ChannelOption.SO_BACKLOG, PlainSockets.BACKLOG)
            .childHandler(service == Service.ECHO ? new Echo() : new Sink());
    if (wanted instanceof Endpoint.Unix unix) {
      bootstrap.channel(EpollServerDomainSocketChannel.class);
      bind(bootstrap, new DomainSocketAddress(unix.path().toFile()));
      return wanted;
    }
    bootstrap.channel(EpollServerSocketChannel.class).childOption(ChannelOption.TCP_NODELAY, true);
    Channel listener = bind(bootstrap, wanted.address());
    return new Endpoint.Tcp(((InetSocketAddress) listener.localAddress()).getPort());
  }

  private static Channel bind(ServerBootstrap bootstrap, java.net.SocketAddress address) {
    return bootstrap.bind(address).syncUninterruptibly().channel();
  }

  @Sharable
  private static final class Echo extends ChannelInboundHandlerAdapter {
    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // a void promise tells exceptionCaught instead
    public void channelRead(ChannelHandlerContext context, Object message) {
      context.write(message, context.voidPromise());
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
      context.flush();
    }
  }

  @Sharable
  private static final class Sink extends ChannelInboundHandlerAdapter {
    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      ReferenceCountUtil.release(message);
    }
  }
}
