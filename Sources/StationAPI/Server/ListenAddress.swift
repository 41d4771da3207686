import Foundation

/// The address to listen on, as the system understands what was said: a name is none before it is resolved.
struct ListenAddress: Hashable, Sendable {
    /// Numbers, not a name.
    let text: String
    /// Whether no other machine reaches what the name stands for.
    let isLoopback: Bool

    /// Resolves an address or a name. Blocks for as long as the resolver needs.
    /// - Throws: ``StationServerError/unknownHost(_:)``.
    init(_ host: String) throws {
        var hints = addrinfo()
        hints.ai_socktype = CInt(SOCK_STREAM.rawValue)
        var found: UnsafeMutablePointer<addrinfo>?
        guard !host.isEmpty, getaddrinfo(host, nil, &hints, &found) == 0, let found else {
            throw StationServerError.unknownHost(host)
        }
        defer { freeaddrinfo(found) }
        let all = sequence(first: found) { $0.pointee.ai_next }.compactMap { Self.numbers($0.pointee) }
        guard let first = all.first else { throw StationServerError.unknownHost(host) }
        text = first
        isLoopback = all.allSatisfy(Self.isLoopback)
    }

    /// Whether an address, given in numbers, is this machine's own.
    static func isLoopback(_ text: String) -> Bool {
        let address = text.lowercased().hasPrefix("::ffff:") ? String(text.dropFirst(7)) : text
        var (v4, v6) = (in_addr(), in6_addr())
        if inet_pton(AF_INET, address, &v4) == 1 { return UInt32(bigEndian: v4.s_addr) >> 24 == 127 }
        guard inet_pton(AF_INET6, address, &v6) == 1 else { return false }
        return withUnsafeBytes(of: v6) { Array($0) } == Array(repeating: 0, count: 15) + [1]
    }

    private static func numbers(_ entry: addrinfo) -> String? {
        var name = [CChar](repeating: 0, count: Int(NI_MAXHOST))
        guard
            getnameinfo(entry.ai_addr, entry.ai_addrlen, &name, socklen_t(name.count), nil, 0, NI_NUMERICHOST) == 0
        else { return nil }
        return String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
