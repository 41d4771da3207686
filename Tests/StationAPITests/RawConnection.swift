import Foundation
import NIOCore
import NIOPosix

/// A connection on which a test says byte by byte what it wants, also what no well-behaved client would.
struct RawConnection {
    private var inbound: NIOAsyncChannelInboundStream<ByteBuffer>.AsyncIterator
    private let outbound: NIOAsyncChannelOutboundWriter<ByteBuffer>
    /// What was read and not yet given away.
    private var rest = Data()

    /// Connects to a port of this machine for as long as `body` takes.
    static func open<T: Sendable>(
        _ port: Int, _ body: @escaping @Sendable (inout RawConnection) async throws -> T
    ) async throws -> T {
        let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .connect(host: "127.0.0.1", port: port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
                }
            }
        return try await channel.executeThenClose { inbound, outbound in
            var connection = RawConnection(inbound: inbound.makeAsyncIterator(), outbound: outbound)
            return try await body(&connection)
        }
    }

    /// Connects, sends all that there is to be sent and says so, and reads the answer.
    static func sendAll(_ port: Int, _ text: String) async throws -> String {
        let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .channelOption(.allowRemoteHalfClosure, value: true)
            .connect(host: "127.0.0.1", port: port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try NIOAsyncChannel<ByteBuffer, ByteBuffer>(
                        wrappingChannelSynchronously: channel, configuration: .init(isOutboundHalfClosureEnabled: true))
                }
            }
        return try await channel.executeThenClose { inbound, outbound in
            var connection = RawConnection(inbound: inbound.makeAsyncIterator(), outbound: outbound)
            try await connection.send(text)
            outbound.finish()
            return try await connection.readToEnd()
        }
    }

    /// Connects, sends, and breaks the connection off without a word.
    static func abort(_ port: Int, after text: String) throws {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
        let descriptor = socket(AF_INET, CInt(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        let connected = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        var atOnce = linger(l_onoff: 1, l_linger: 0)
        guard connected == 0,
            setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &atOnce, socklen_t(MemoryLayout<linger>.size)) == 0,
            write(descriptor, text, text.utf8.count) == text.utf8.count
        else { throw POSIXError(.ECONNREFUSED) }
    }

    private init(
        inbound: NIOAsyncChannelInboundStream<ByteBuffer>.AsyncIterator,
        outbound: NIOAsyncChannelOutboundWriter<ByteBuffer>
    ) {
        self.inbound = inbound
        self.outbound = outbound
    }

    func send(_ text: String) async throws { try await send(Data(text.utf8)) }

    /// Sends, unless the server has closed the connection by now: what it thought of it, reading tells.
    func send(_ data: Data) async throws {
        do {
            try await outbound.write(ByteBuffer(bytes: data))
        } catch ChannelError.ioOnClosedChannel {
        } catch is IOError {}
    }

    /// Reads until `mark` has come, or the connection has ended; gives everything up to there.
    mutating func read(to mark: String) async throws -> String {
        while true {
            if let end = rest.range(of: Data(mark.utf8))?.upperBound {
                defer { rest = Data(rest[end...]) }
                return String(decoding: rest[..<end], as: UTF8.self)
            }
            guard let more = try await inbound.next() else { return try await readToEnd() }
            rest += Data(buffer: more)
        }
    }

    /// Reads until the server closes the connection, politely or not.
    mutating func readToEnd() async throws -> String {
        do {
            while let more = try await inbound.next() { rest += Data(buffer: more) }
        } catch is IOError {}
        defer { rest = Data() }
        return String(decoding: rest, as: UTF8.self)
    }
}

extension StationFixture {
    /// The head of a request to put a file, without its last empty line.
    func putHead(_ name: String, in batch: String, of content: Data, length: Int? = nil) -> String {
        """
        PUT /v1/batches/\(batch)/files/\(name) HTTP/1.1\r
        Host: localhost\r
        Authorization: Bearer \(token.text)\r
        Content-Digest: \(digestField(content))\r
        Content-Length: \(length ?? content.count)\r

        """
    }

    /// Takes a batch back as soon as no file is coming in any more: then nothing may be left of it.
    func takeBack(_ batch: String) async throws {
        while try await send(.delete, "/v1/batches/\(batch)").status == 409 { await Task.yield() }
    }
}
