import AsyncHTTPClient
import Basics
import Foundation
import NIOCore

/// Asks a provider, with limits: no redirects, ten seconds, 256 KiB.
struct ProviderConnection: Sendable {
    private static let timeout = TimeAmount.seconds(10)
    private static let maxBytes = 256 << 10

    func get(_ address: String) async throws -> Data { try await send(HTTPClientRequest(url: address)) }

    /// - Parameter secret: for the `Authorization` of the client, if it has one.
    func post(_ fields: [(String, String)], to address: String, client: String, secret: String?) async throws -> Data {
        var request = HTTPClientRequest(url: address)
        request.method = .POST
        request.headers.add(name: "Content-Type", value: "application/x-www-form-urlencoded")
        if let secret {
            // RFC 6749, section 2.3.1.
            let pair = "\(RandomText.escaped(client)):\(RandomText.escaped(secret))"
            request.headers.add(name: "Authorization", value: "Basic \(Data(pair.utf8).base64EncodedString())")
        }
        request.body = .bytes(ByteBuffer(string: RandomText.form(fields)))
        return try await send(request)
    }

    private func send(_ request: HTTPClientRequest) async throws -> Data {
        guard ProviderDescription.isSafe(request.url) else { throw Refusal.openIDMisconfigured("not https") }
        var request = request
        request.headers.add(name: "Accept", value: "application/json")
        let (status, body): (UInt, ByteBuffer)
        do {
            (status, body) = try await Self.answer(to: request)
        } catch is CancellationError { throw CancellationError() } catch {
            throw Refusal.openIDUnreachable("\(type(of: error))")
        }
        guard status == 200 else {
            throw (400..<500).contains(status)
                ? Refusal.openIDRefused("status \(status)") : Refusal.openIDUnreachable("status \(status)")
        }
        return Data(body.readableBytesView)
    }

    /// The client's own limit ends with the head of an answer: one that drips would never end.
    private static func answer(to request: HTTPClientRequest) async throws -> (UInt, ByteBuffer) {
        try await withThrowingTaskGroup(of: (UInt, ByteBuffer)?.self) { group in
            defer { group.cancelAll() }
            group.addTask {
                try await HTTPClient.withHTTPClient(configuration: configuration) { client in
                    let answer = try await client.execute(request, timeout: timeout)
                    return (answer.status.code, try await answer.body.collect(upTo: maxBytes))
                }
            }
            group.addTask {
                // A deadline, not a wait: cancelled as soon as there is an answer.
                try await Task.sleep(for: .nanoseconds(timeout.nanoseconds))
                return nil
            }
            guard let first = try await group.next(), let answer = first else { throw TooSlow() }
            return answer
        }
    }

    /// A provider that refuses connections is told of at once; asking it again until the time is up helps nobody.
    private static var configuration: HTTPClient.Configuration {
        var configuration = HTTPClient.Configuration(redirectConfiguration: .disallow)
        configuration.connectionPool.retryConnectionEstablishment = false
        return configuration
    }

    private struct TooSlow: Error {}
}
