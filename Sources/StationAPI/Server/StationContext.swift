import Basics
import Dossiers
import Foundation
import Hummingbird
import Ledger
import Logging
import NIOCore

/// What is known of a request beside the request itself.
struct StationContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    let channel: any Channel
    /// Who asks; set by ``TokenAuthenticator``.
    var station: StationName?
    /// Whose act it is: the station's own, or that of a person at it.
    var actor: Actor?

    init(source: ApplicationRequestContextSource) {
        coreContext = CoreRequestContextStorage(source: source)
        channel = source.channel
    }

    /// What another door makes its own context of.
    var source: ApplicationRequestContextSource { ApplicationRequestContextSource(channel: channel, logger: logger) }

    /// Who asks.
    /// - Throws: ``Problem`` on a route without authentication.
    func requireStation() throws -> StationName {
        guard let station else { throw Problem(.unauthorized) }
        return station
    }

    /// Whose act it is.
    /// - Throws: ``Problem`` on a route without authentication.
    func requireActor() throws -> Actor {
        guard let actor else { throw Problem(.unauthorized) }
        return actor
    }

    /// The upload that the address names.
    func uploadID() throws -> UploadID { UploadID(rawValue: try parameters.require("id")) }

    /// Closes the connection a while after the answer, which says so; until then what the client still sends is read
    /// and dropped, so that it gets to see the answer.
    func close(after linger: Duration, _ response: inout Response) {
        response.headers[.connection] = "close"
        let body = response.body
        response.body = ResponseBody(contentLength: body.contentLength) { [channel] writer in
            // Not before: a busy server may write the answer only a long time after it was made.
            defer { channel.eventLoop.scheduleTask(in: TimeAmount(linger)) { channel.close(promise: nil) } }
            try await body.write(writer)
        }
    }

    /// Whether the request comes from this machine.
    var isLocal: Bool {
        guard let address = channel.remoteAddress else { return false }
        return address.ipAddress.map(ListenAddress.isLoopback) ?? (address.pathname != nil)
    }
}
