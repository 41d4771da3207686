import Hummingbird
import HummingbirdCore
import Logging
import NIOCore

/// A connection's channel with what keeps it from being held for nothing, before TLS and HTTP have their turn.
struct GuardedChannel<Base: ServerChildChannel>: ServerChildChannel {
    typealias Value = Base.Value

    let base: Base
    let book: ConnectionBook
    let limits: StationServerSettings.Limits

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Base.Value> {
        book.admit(channel)
        channel.closeFuture.whenComplete { [book] _ in book.remove(channel) }
        let stall = TimeAmount(limits.idleTime)
        return channel.eventLoop.makeCompletedFuture {
            try channel.pipeline.syncOperations.addHandler(StalledWrites(limit: stall))
        }.flatMap {
            // A station that was cut off from the network says nothing: what it does not acknowledge tells.
            channel.setOption(Self.unacknowledged, value: Int(limits.idleTime * 2 / .milliseconds(1)))
                .flatMapError { _ in channel.eventLoop.makeSucceededVoidFuture() }
        }.flatMap {
            base.setup(channel: channel, logger: logger)
        }
    }

    func handle(value: Base.Value, logger: Logger) async { await base.handle(value: value, logger: logger) }

    /// `TCP_USER_TIMEOUT` of Linux, milliseconds.
    private static var unacknowledged: ChannelOptions.Types.SocketOption {
        ChannelOptions.Types.SocketOption(level: .tcp, name: NIOBSDSocket.Option(rawValue: 18))
    }
}

/// Closes a connection whose client does not take what it is told.
private final class StalledWrites: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = NIOAny

    private let limit: TimeAmount
    private var timer: Scheduled<Void>?

    init(limit: TimeAmount) { self.limit = limit }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        timer?.cancel()
        timer = nil
        if !context.channel.isWritable {
            timer = context.eventLoop.assumeIsolated().scheduleTask(in: limit) { [channel = context.channel] in
                channel.close(promise: nil)
            }
        }
        context.fireChannelWritabilityChanged()
    }

    func handlerRemoved(context: ChannelHandlerContext) { timer?.cancel() }
}
