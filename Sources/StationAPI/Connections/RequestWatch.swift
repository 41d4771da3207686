import NIOCore
import NIOHTTPTypes

/// Sees to it that a connection is used: that a stranger's request begins in time, and that the rest of a body that
/// nobody wants ends in time. Tells the book when a request is under way.
final class RequestWatch: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    private let book: ConnectionBook
    private let limit: TimeAmount
    private var timer: Scheduled<Void>?
    /// Requests that are not answered to the end.
    private var unanswered = 0
    private var isBodyComing = false

    /// - Parameter limit: how long a stranger's head, or the rest of an unwanted body, may take.
    init(book: ConnectionBook, limit: TimeAmount) {
        self.book = book
        self.limit = limit
    }

    func handlerAdded(context: ChannelHandlerContext) { wait(context) }

    func handlerRemoved(context: ChannelHandlerContext) { timer?.cancel() }

    func channelInactive(context: ChannelHandlerContext) {
        timer?.cancel()
        context.fireChannelInactive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head:
            timer?.cancel()
            unanswered += 1
            isBodyComing = true
            book.note(context.channel, isAsking: true)
        case .body: break
        case .end:
            isBodyComing = false
            if unanswered == 0 { wait(context) }
        }
        context.fireChannelRead(data)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        if case .end = unwrapOutboundIn(data) {
            unanswered = max(0, unanswered - 1)
            if unanswered == 0 {
                book.note(context.channel, isAsking: false)
                wait(context)
            }
        }
        context.write(data, promise: promise)
    }

    /// A station may wait between two requests for as long as any connection may be silent.
    private func wait(_ context: ChannelHandlerContext) {
        timer?.cancel()
        guard isBodyComing || !book.isKnown(context.channel) else { return }
        timer = context.eventLoop.assumeIsolated().scheduleTask(in: limit) { [channel = context.channel] in
            channel.close(promise: nil)
        }
    }
}
