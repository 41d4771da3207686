import Hummingbird
import NIOCore

/// What is known of a request at the desk beside the request itself.
struct DeskContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    let channel: any Channel
    /// Tells whoever keeps the connections whose this one is.
    var recognized: @Sendable (String) -> Void = { _ in }

    init(source: ApplicationRequestContextSource) {
        coreContext = CoreRequestContextStorage(source: source)
        channel = source.channel
    }

    /// The other end's address in numbers; empty where there is none.
    var peer: String { channel.remoteAddress?.ipAddress ?? "" }

    /// Whether the other end is this machine: a browser on it, or a proxy.
    var isLocal: Bool {
        guard let address = channel.remoteAddress else { return true }
        guard let text = address.ipAddress else { return address.pathname != nil }
        return text == "::1" || text.hasPrefix("127.") || text.hasPrefix("::ffff:127.")
    }
}
